// ESLint rules for the requires of lib/: files there require each other by id, `internal/fs/files` or `fs`, and arrows point down.
//
//   bootstrap/  puts everything together, and may require everything
//   node/       the public modules: each other, and internal/
//   internal/   each other, and the few public modules below
//   vendor/     npm packages: loaded when they are first needed
//
// A require is eager when it runs with the file, and late when it stands in a function. Layers and circles are about eager ones: a late one
// is for a file that few programs need, or for a public module that programs may have changed (`fs`).

import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

const LIB = resolve(import.meta.dirname, 'src/anode/lib');

// Ids that bootstrap/ provides without a file.
const PROVIDED = ['internal/bootstrap/loader', 'internal/engine'];

// Eager requires of internal files that point up. `from` are beginnings of ids.
const UPWARDS = [
  {
    why: 'the classes of events, buffers and decoded text: internal classes extend and hold them, and stack traces name these files as in Node',
    from: ['internal/'],
    to: ['buffer', 'events', 'string_decoder'],
  },
  {
    why: 'channels are made where the file that publishes is loaded, so that a subscriber finds them',
    from: ['internal/'],
    to: ['diagnostics_channel'],
  },
  {
    why: 'HTTP/1: Node has its classes in public files that begin with an underscore',
    from: ['internal/http/', 'internal/http2/headers', 'internal/http2/server_tls'],
    to: ['_http_common', '_http_incoming', '_http_outgoing', '_http_server'],
  },
  {
    why: 'these files register with the crossing, or run callbacks through the pump',
    from: ['internal/http/server/', 'internal/http2/wire/connection', 'internal/interop'],
    to: ['bootstrap/crossing', 'bootstrap/pump'],
  },
];

const FUNCTIONS = ['ArrowFunctionExpression', 'FunctionDeclaration', 'FunctionExpression'];

function idOf(path) {
  const name = relative(LIB, path).split(sep).join('/').replace(/\.js$/, '');
  return name.startsWith('node/') ? name.slice(5) : name;
}

function pathOf(id) {
  return [join(LIB, 'node', `${id}.js`), join(LIB, `${id}.js`)].find(existsSync);
}

function layerOf(id) {
  return ['bootstrap', 'internal', 'vendor'].find((layer) => id.startsWith(`${layer}/`)) ?? 'node';
}

// Every `require('id')` of a file, as { id, eager, node }.
function requiresOf(program) {
  const found = [];
  const visit = (node, eager) => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require' &&
        typeof node.arguments[0]?.value === 'string') {
      found.push({ id: node.arguments[0].value, eager, node });
    }
    for (const [key, value] of Object.entries(node)) {
      if (key === 'parent') continue;
      for (const child of Array.isArray(value) ? value : [value]) {
        if (typeof child?.type !== 'string') continue;
        const runsLater = FUNCTIONS.includes(child.type) || (node.type === 'PropertyDefinition' && key === 'value' && !node.static);
        const calledAtOnce = node.type === 'CallExpression' && key === 'callee';
        visit(child, eager && (!runsLater || calledAtOnce));
      }
    }
  };
  visit(program, true);
  return found;
}

// What is wrong with this require, or undefined.
function problemOf(from, { id, eager }) {
  if (PROVIDED.includes(id) || id.startsWith('vendor/')) return eager && layerOf(id) === 'vendor' ? 'is loaded when it is first needed' : undefined;
  if (pathOf(id) === undefined) return 'does not exist';
  if (!eager) return undefined;
  const [above, below] = [layerOf(from), layerOf(id)];
  if (above === 'bootstrap' || below === 'internal' || (above === 'node' && below === 'node')) return undefined;
  if (UPWARDS.some((rule) => rule.from.some((start) => from.startsWith(start)) && rule.to.includes(id))) return undefined;
  return `is above it: ${above}/ may not require ${below}/ eagerly (see eslint.layers.mjs)`;
}

const layers = {
  create: (context) => ({
    Program(program) {
      const from = idOf(context.filename);
      for (const required of requiresOf(program)) {
        const problem = problemOf(from, required);
        if (problem !== undefined) context.report({ node: required.node, message: `'${required.id}' ${problem}` });
      }
    },
  }),
};

const parsed = new Map();  // by id: the ids that a file on the disk requires eagerly

function eagerIds(id, parser) {
  let ids = parsed.get(id);
  if (ids === undefined) {
    const path = layerOf(id) === 'vendor' ? undefined : pathOf(id);
    const program = path && parser.parse(readFileSync(path, 'utf8'), { ecmaVersion: 'latest', sourceType: 'commonjs' });
    ids = path ? requiresOf(program).filter(({ eager }) => eager).map((required) => required.id) : [];
    parsed.set(id, ids);
  }
  return ids;
}

// The ids from `id` to `target`, or undefined.
function wayTo(target, id, parser, seen) {
  if (id === target) return [id];
  if (seen.has(id)) return undefined;
  seen.add(id);
  for (const next of eagerIds(id, parser)) {
    const way = wayTo(target, next, parser, seen);
    if (way !== undefined) return [id, ...way];
  }
  return undefined;
}

const circles = {
  create: (context) => ({
    Program(program) {
      const from = idOf(context.filename);
      const seen = new Set();
      for (const { id, eager, node } of requiresOf(program)) {
        const way = eager ? wayTo(from, id, context.languageOptions.parser, seen) : undefined;
        if (way !== undefined) context.report({ node, message: `A circle of eager requires: ${[from, ...way].join(' → ')}` });
      }
    },
  }),
};

export default { rules: { circles, layers } };
