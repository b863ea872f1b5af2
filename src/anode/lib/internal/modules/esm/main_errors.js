'use strict';

// Errors of ES modules, said as Node says them: the place above the stack, and hints at what is not in ES modules, or in CommonJS ones.

const {
  ArrayPrototypeJoin, ObjectDefineProperty, ReferenceError, RegExpPrototypeExec, StringPrototypeReplace, StringPrototypeSplit,
  StringPrototypeStartsWith, SyntaxError,
} = primordials;

const engine = require('internal/modules/esm/native');
const { kArrow } = require('internal/process/fatal');

const COMMONJS_NAME = /^(require|exports|module|__filename|__dirname) is not defined$/;
const MISSING_NAME = /^The requested module '(.*)' does not provide an export named '(.*)'$/;

const hide = (error, key, value) => ObjectDefineProperty(error, key, { __proto__: null, value, enumerable: false, writable: true, configurable: true });

function textOf(url) {
  try {
    return require('internal/modules/esm/load').textAt(url);
  } catch {
    return undefined;  // it stands in no file
  }
}

// The place of an error that V8 has made while compiling or linking: kept to be shown above it.
function showPlace(error, url, source = undefined, note = undefined) {
  if (!(error instanceof SyntaxError)) return undefined;
  const found = engine.placeOf(error);
  if (found === undefined) return undefined;
  const { 0: name, 1: line, 2: column } = found;
  const text = StringPrototypeSplit(source ?? textOf(name) ?? '', '\n')[line - 1];
  if (text === undefined) return undefined;
  let caret = '';
  for (let i = 1; i < column; i++) caret += text[i - 1] === '\t' ? '\t' : ' ';
  hide(error, kArrow, `${name}:${line}\n${text}\n${caret}^${note === undefined ? '' : `\n${note}`}`);
  return text;
}

// An import of a name that a CommonJS module is not known to export.
function explainLink(error, root) {
  const text = showPlace(error, root.url);
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
  const message = `Named export '${name}' not found. The requested module '${specifier}' is a CommonJS module, which may not support all module.exports as ` +
    'named exports.\nCommonJS modules can always be imported via the default export, for example using:\n\n' +
    `import pkg from '${specifier}';\n${destructured}`;
  const lines = StringPrototypeSplit(`${error.stack}`, '\n');
  lines[0] = `SyntaxError: ${message}`;
  hide(error, 'message', message);
  hide(error, 'stack', ArrayPrototypeJoin(lines, '\n'));
}

// A name that only CommonJS has.
function explainName(error, job) {
  if (!(error instanceof ReferenceError)) return;
  const found = RegExpPrototypeExec(COMMONJS_NAME, `${error.message}`);
  if (found === null) return;
  const { stack } = error;
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

module.exports = { explainLink, explainName, showPlace, textOf };
