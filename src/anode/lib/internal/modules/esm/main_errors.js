'use strict';

// Errors of ES modules in Node's form: the place above the stack, and hints about names that ES modules or CommonJS modules lack.

const {
  ArrayPrototypeJoin, JSONStringify, ObjectDefineProperty, ReferenceError, RegExpPrototypeExec, StringPrototypeLastIndexOf,
  StringPrototypeRepeat, StringPrototypeReplace, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeStartsWith, SyntaxError,
} = primordials;

const engine = require('internal/modules/esm/native');
const { kArrow, kArrowAtStack } = require('internal/process/fatal');
const stacks = require('internal/process/stacks');

const COMMONJS_NAME = /^(require|exports|module|__filename|__dirname) is not defined$/;
const MISSING_NAME = /^The requested module '(.*)' does not provide an export named '(.*)'$/;

const hide = (error, key, value) =>
  ObjectDefineProperty(error, key, { __proto__: null, value, enumerable: false, writable: true, configurable: true });

function textOf(url) {
  try {
    return require('internal/modules/esm/load').textAt(url);
  } catch {
    return undefined;  // there is no file
  }
}

// The place of an error that V8 made while compiling or linking. It is kept, and shown above the error.
function showPlace(error, url, source = undefined, note = undefined) {
  if (!(error instanceof SyntaxError)) return undefined;
  const found = engine.placeOf(error);
  if (found === undefined) return undefined;
  const { 0: name, 1: line, 2: column } = found;
  const text = StringPrototypeSplit(source ?? textOf(name) ?? '', '\n')[line - 1];
  if (text === undefined) return undefined;
  let caret = '';
  for (let i = 1; i < column; i++) caret += text[i - 1] === '\t' ? '\t' : ' ';
  const missing = RegExpPrototypeExec(MISSING_NAME, `${error.message}`);
  const width = missing !== null && StringPrototypeStartsWith(StringPrototypeSlice(text, column - 1), missing[2]) ? missing[2].length : 1;
  if (missing !== null) hide(error, kArrowAtStack, true);
  const shown = StringPrototypeStartsWith(name, 'file:') ? stacks.shownName(name) : name;
  hide(error, kArrow, `${shown}:${line}\n${text}\n${caret}${StringPrototypeRepeat('^', width)}${note === undefined ? '' : `\n${note}`}`);
  return text;
}

// An import of a name that a CommonJS module does not seem to export. With `explained`, the message shows the code to write instead.
function explainLink(error, root, explained) {
  const text = showPlace(error, root.url);
  if (!explained) return;
  const found = RegExpPrototypeExec(MISSING_NAME, `${error?.message}`);
  if (found === null || text === undefined) return;
  const { 1: specifier, 2: name } = found;
  const parent = engine.placeOf(error)[0];
  const { findSync, maps, MAIN } = require('internal/modules/esm/loader');
  let format;
  try {
    ({ format } = findSync(maps[MAIN], specifier, parent, { __proto__: null }));
  } catch {
    return;
  }
  if (format !== 'commonjs') return;
  const braces = RegExpPrototypeExec(/\{.*\}/, text);
  const destructured = braces === null ? '' : `const ${StringPrototypeReplace(braces[0], /\s+as\s+/g, ': ')} = pkg;\n`;
  const message =
    `Named export '${name}' not found. The requested module '${specifier}' is a CommonJS module, ` +
    'which may not support all module.exports as named exports.\n' +
    'CommonJS modules can always be imported via the default export, for example using:\n\n' +
    `import pkg from '${specifier}';\n${destructured}`;
  const lines = StringPrototypeSplit(`${error.stack}`, '\n');
  lines[0] = `SyntaxError: ${message}`;
  hide(error, 'message', message);
  hide(error, 'stack', ArrayPrototypeJoin(lines, '\n'));
}

const instead = {
  __proto__: null, require: 'replace require() with import.', exports: 'use export instead of module.exports/exports.',
  module: 'use export instead of module.exports/exports.', __filename: 'use import.meta.filename instead.',
  __dirname: 'use import.meta.dirname instead.',
};

// Whether the module itself awaits, and not only its imports.
function awaits(job) {
  if (job.id === 0 || !engine.isGraphAsync(job.id)) return false;
  for (let i = 0; i < (job.links?.length ?? 0); i++) if (job.links[i].id !== 0 && engine.isGraphAsync(job.links[i].id)) return false;
  return true;
}

// Adds the path that require() would have found to the error of an import.
function hint(error, specifier, parentURL) {
  if (typeof parentURL !== 'string' || !StringPrototypeStartsWith(parentURL, 'file:')) return;
  const { fileURLToPath, pathToFileURL } = require('internal/url');
  const { Module } = require('internal/modules/cjs/module');
  const path = require('internal/path/posix');
  let found;
  try {
    const parent = fileURLToPath(parentURL);
    const module = new Module(parent, null);
    module.paths = Module._nodeModulePaths(path.dirname(parent));
    found = Module._resolveFilename(StringPrototypeStartsWith(specifier, 'file:') ? fileURLToPath(specifier) : specifier, module, false);
    if (RegExpPrototypeExec(/^\.\.?(?:\/|$)/, specifier) !== null) {
      found = path.relative(path.dirname(parent), found);
      if (!StringPrototypeStartsWith(found, '../')) found = `./${found}`;
    } else if (RegExpPrototypeExec(/^[./]/, specifier) === null) {
      const name = StringPrototypeSplit(specifier, '/')[0];
      const index = StringPrototypeLastIndexOf(found, `/node_modules/${name}/`);
      found = index === -1 ? pathToFileURL(found).href : StringPrototypeSlice(found, index + '/node_modules/'.length);
    }
  } catch {
    return;
  }
  const message = `${error.message}\nDid you mean to import ${JSONStringify(found)}?`;
  hide(error, 'stack', StringPrototypeReplace(`${error.stack}`, error.message, () => message));
  hide(error, 'message', message);
}

// A name that exists in CommonJS alone.
function explainName(error, job) {
  if (!(error instanceof ReferenceError)) return;
  const found = RegExpPrototypeExec(COMMONJS_NAME, `${error.message}`);
  if (found === null) return;
  const { stack } = error;
  if (awaits(job)) {
    const message = `Cannot determine intended module format because both '${found[1]}' and top-level await are present. ` +
      'If the code is intended to be CommonJS, wrap await in an async function. ' +
      `If the code is intended to be an ES module, ${instead[found[1]]}`;
    hide(error, 'stack', StringPrototypeReplace(`${stack}`, error.message, () => message));
    hide(error, 'message', message);
    error.code = 'ERR_AMBIGUOUS_MODULE_SYNTAX';
    return;
  }
  let message = `${error.message} in ES module scope`;
  if (found[1] === 'require') message += ', you can use import instead';
  const scope = StringPrototypeStartsWith(job.url, 'file:') && RegExpPrototypeExec(/\.js(?:\?[^#]*)?(?:#.*)?$/, job.url) !== null ?
    binding('modules').package_scope(require('internal/url').fileURLToPath(job.url)) : null;
  if (scope !== null && scope.data.type === 'module') {
    message += "\nThis file is being treated as an ES module because it has a '.js' file extension and " +
      `'${scope.path}' contains "type": "module". To treat it as a CommonJS script, rename it to use the '.cjs' file extension.`;
  }
  hide(error, 'stack', StringPrototypeReplace(`${stack}`, error.message, () => message));
  hide(error, 'message', message);
}

module.exports = { explainLink, explainName, hint, showPlace, textOf };
