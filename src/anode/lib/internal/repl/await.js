'use strict';

// Top-level `await`: a text that has it becomes the body of an async function. What the text declares becomes global: the declarations go
// in front of the function, and inside it they turn into assignments. All changes keep the positions of the lines.

const {
  ArrayPrototypeJoin, ArrayPrototypePop, ArrayPrototypePush, ObjectKeys, RegExpPrototypeSymbolReplace, StringPrototypeEndsWith,
  StringPrototypeIndexOf, StringPrototypeRepeat, StringPrototypeSplit, StringPrototypeStartsWith, SyntaxError,
} = primordials;

const { Recoverable } = require('internal/repl/recoverable');
const { parse, walk } = require('internal/repl/parser');

const PREFIX = '(async () => { ';

const ignore = () => {};

// The names that a pattern binds.
function collectNames(pattern, names) {
  switch (pattern?.type) {
    case 'Identifier':
      ArrayPrototypePush(names, pattern.name);
      break;
    case 'ObjectPattern':
      for (let i = 0; i < pattern.properties.length; i++) {
        collectNames(pattern.properties[i].value || pattern.properties[i].argument, names);
      }
      break;
    case 'ArrayPattern':
      for (let i = 0; i < pattern.elements.length; i++) collectNames(pattern.elements[i], names);
      break;
  }
}

class Rewriting {
  constructor(body, text) {
    this.body = body;
    this.characters = StringPrototypeSplit(text, '');
    this.ancestors = [];
    this.hoisted = [];
    this.containsAwait = false;
    this.containsReturn = false;
  }

  parent() { return this.ancestors[this.ancestors.length - 2]; }

  replace(from, to, text) {
    for (let i = from; i < to; i++) this.characters[i] = '';
    this.characters[from] = from === to ? text + this.characters[from] : text;
  }

  prepend(node, text) { this.characters[node.start] = text + this.characters[node.start]; }
  append(node, text) { this.characters[node.end - 1] += text; }

  declare(node) {
    const isVar = node.kind === 'var';
    const { type } = this.parent();
    const isLoop = type === 'ForOfStatement' || type === 'ForInStatement';
    if (!isVar && this.parent() !== this.body) return;
    const { declarations } = node;
    const isList = declarations.length !== 1;
    this.replace(node.start, node.start + node.kind.length + (isLoop ? 1 : 0), isVar && isLoop ? '' : `void${isList ? ' (' : ''}`);
    const names = [];
    for (let i = 0; i < declarations.length; i++) {
      if (!isLoop) {
        this.prepend(declarations[i], '(');
        this.append(declarations[i], declarations[i].init ? ')' : '=undefined)');
      }
      collectNames(declarations[i].id, names);
    }
    if (!isLoop && isList) this.append(declarations[declarations.length - 1], ')');
    if (names.length > 0) ArrayPrototypePush(this.hoisted, `${isVar ? 'var' : 'let'} ${ArrayPrototypeJoin(names, ', ')}; `);
  }

  // The last expression is what the function returns, in an object: a promise in there is a value of its own.
  returnLast() {
    const statements = this.body.body;
    let last = statements.length - 1;
    while (last >= 0 && statements[last].type === 'EmptyStatement') last--;
    const node = statements[last];
    if (node?.type !== 'ExpressionStatement') return;
    this.prepend(node.expression, '{ value: (');
    this.prepend(node, 'return ');
    this.append(node.expression, ') }');
  }

  text() {
    return ArrayPrototypeJoin(this.hoisted, '') + ArrayPrototypeJoin(this.characters, '');
  }
}

function visitorsOver(base) {
  const special = {
    __proto__: null,
    ClassDeclaration(node, state, go) {
      if (state.parent() === state.body) {
        state.prepend(node, `${node.id.name}=`);
        ArrayPrototypePush(state.hoisted, `let ${node.id.name}; `);
      }
      base.ClassDeclaration(node, state, go);
    },
    ForOfStatement(node, state, go) {
      if (node.await === true) state.containsAwait = true;
      base.ForOfStatement(node, state, go);
    },
    FunctionDeclaration(node, state) {
      state.prepend(node, `this.${node.id.name} = ${node.id.name}; `);
      ArrayPrototypePush(state.hoisted, `var ${node.id.name}; `);
    },
    FunctionExpression: ignore,
    ArrowFunctionExpression: ignore,
    MethodDefinition: ignore,
    AwaitExpression(node, state, go) {
      state.containsAwait = true;
      base.AwaitExpression(node, state, go);
    },
    ReturnStatement(node, state, go) {
      state.containsReturn = true;
      base.ReturnStatement(node, state, go);
    },
    VariableDeclaration(node, state, go) {
      state.declare(node);
      base.VariableDeclaration(node, state, go);
    },
  };
  const visitors = { __proto__: null };
  const types = ObjectKeys(base);
  for (let i = 0; i < types.length; i++) {
    const visit = special[types[i]] ?? base[types[i]];
    visitors[types[i]] = (node, state, go) => {
      // The walker may visit a node under more than one of its types.
      const isNew = node !== state.ancestors[state.ancestors.length - 1];
      if (isNew) ArrayPrototypePush(state.ancestors, node);
      visit(node, state, go);
      if (isNew) ArrayPrototypePop(state.ancestors);
    };
  }
  return visitors;
}

// What acorn says about a faulty text, as V8 would say it; undefined where V8 itself is to say it.
function syntaxErrorOf(error, source) {
  if (StringPrototypeStartsWith(error.message, 'Unterminated ')) return new Recoverable(error);
  const at = error.pos - PREFIX.length;
  const awaitAt = StringPrototypeIndexOf(source, 'await');
  if (awaitAt > at) return undefined;
  const isAbout = (text) => StringPrototypeIndexOf(error.message, text) !== -1;
  if (at === awaitAt + 6 && isAbout('Expecting Unicode escape sequence')) return undefined;
  if (at === awaitAt + 7 && isAbout('Unexpected token')) return undefined;
  const { line } = error.loc;
  const column = line === 1 ? error.loc.column - PREFIX.length : error.loc.column;
  const what = RegExpPrototypeSymbolReplace(/ \([^)]+\)/, error.message, '');
  let message = `\n${StringPrototypeSplit(source, '\n')[line - 1]}\n${StringPrototypeRepeat(' ', column)}^\n\n${what}`;
  if (StringPrototypeEndsWith(message, 'Unexpected token')) message += ` '${source[at] ?? source[source.length - 1]}'`;
  return new SyntaxError(message);
}

let visitors;

// The text of an async function for a text with top-level `await`; null for any other. Throws a SyntaxError or a Recoverable.
function processTopLevelAwait(source) {
  const wrapped = `${PREFIX}${source} })()`;
  let root;
  try {
    root = parse(wrapped);
  } catch (error) {
    const failure = syntaxErrorOf(error, source);
    if (failure === undefined) return null;
    throw failure;
  }
  const { base, recursive } = walk();
  visitors ??= visitorsOver(base);
  const { body } = root.body[0].expression.callee;
  const state = new Rewriting(body, wrapped);
  recursive(body, state, visitors);
  if (!state.containsAwait || state.containsReturn) return null;
  state.returnLast();
  return state.text();
}

module.exports = { processTopLevelAwait };
