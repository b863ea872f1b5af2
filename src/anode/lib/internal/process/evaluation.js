'use strict';

// Programs that are not in a file: -e, -p, stdin; and --check.

const { StringPrototypeStartsWith } = primordials;

const engine = require('internal/engine');
const path = require('internal/path/posix');

// `note` is added to the error of a text that does not compile.
function evalScript(source, name, print, note = undefined) {
  const { ready } = require('internal/modules/cjs/find_path');
  const { Module } = require('internal/modules/cjs/module');
  const { makeRequireFunction } = require('internal/modules/helpers');
  ready();
  const cwd = process.cwd();
  const module = new Module(name);
  module.filename = path.join(cwd, name);
  module.paths = Module._nodeModulePaths(cwd);
  require('internal/process/sources').set(name, source);
  const previous = globalThis.module;  // that of a REPL
  const define = (key, value) => {
    primordials.ObjectDefineProperty(globalThis, key, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
  };
  const require_ = makeRequireFunction(module);
  define('module', module);
  define('exports', module.exports);
  define('require', require_);
  define('__filename', name);
  define('__dirname', '.');
  offerBuiltins();
  const { value, error } = require('internal/process/execution').runScript(source, name, note);
  if (error !== undefined) throw error.thrown;
  if (previous) define('module', previous);
  // Printed at the end, when everything the program started is done: a promise is shown as it was settled.
  if (print) {
    const { log } = require('internal/console/global');
    process.prependListener('exit', () => log(value));
  }
}

// The public modules by name, each loaded at its first use. (The module `crypto` takes the place of Web Crypto, as in Node.)
function offerBuiltins() {
  const { addBuiltinLibsToObject } = require('internal/modules/helpers');
  delete globalThis.crypto;
  addBuiltinLibsToObject(globalThis, '<eval>');
}

function evalModule(source, note = undefined) {
  const { importText } = require('internal/modules/esm/loader');
  const { pathToFileURL } = require('internal/url');
  const url = `${pathToFileURL(`${process.cwd()}/`).href}[eval1]`;
  require('internal/process/sources').set(require('internal/url').fileURLToPath(url), source);
  return importText(url, source, 'module', note);
}

// Whether a text is JavaScript: { kind, source }, where the kind is script, module or neither.
function kindOf(source) {
  try {
    engine.compileFunction(source, 'file:///[eval]', []);
    return { __proto__: null, kind: 'script', source };
  } catch (error) {
    if (!require('internal/modules/esm/detect').isModuleSyntaxError(error, source)) return { __proto__: null, kind: 'neither', source };
  }
  try {
    require('internal/modules/esm/native').compile(source, 'file:///[eval]');
    return { __proto__: null, kind: 'module', source };
  } catch {
    return { __proto__: null, kind: 'faulty module', source };
  }
}

// How a text given without a type is run: as a script if it is valid as one, else as a module if it is valid as one; a text
// that is neither may be either once its types are stripped. { module, source, note }.
function classify(source, name) {
  const found = kindOf(source);
  const { isEnabled, isSyntaxError, stripSource } = require('internal/modules/typescript');
  const isModule = found.kind === 'module' || found.kind === 'faulty module';
  if (found.kind === 'script' || found.kind === 'module' || !isEnabled()) {
    return { __proto__: null, module: isModule, source, note: undefined };
  }
  let stripped;
  try {
    stripped = stripSource(source, name);
  } catch (error) {
    if (!isSyntaxError(error)) throw error;
    return { __proto__: null, module: isModule, source, note: error.message };
  }
  const { kind } = kindOf(stripped);
  if (kind === 'neither') return { __proto__: null, module: isModule, source, note: undefined };
  return { __proto__: null, module: kind !== 'script', source: stripped, note: undefined };
}

function checkFile(main) {
  const { mainIsModule } = require('internal/modules/cjs/entry');
  const { Module } = require('internal/modules/cjs/module');
  const { urlOf } = require('internal/modules/url_of');
  const filename = Module._resolveFilename(path.resolve(main), null, true);
  if (mainIsModule(filename) !== undefined) {
    require('internal/modules/esm/translators').check(urlOf(filename));
    return;
  }
  checkText(require('internal/modules/source').readSource(filename), filename, urlOf(filename));
}

function checkText(source, filename, url) {
  if (StringPrototypeStartsWith(source, '#!')) source = `//${source}`;
  try {
    engine.compileFunction(source, url, ['exports', 'require', 'module', '__filename', '__dirname']);
  } catch (error) {
    if (require('internal/modules/esm/detect').isModuleSyntaxError(error, source)) return;
    throw require('internal/modules/syntax_error').decorate(error, source, filename);
  }
}

// Runs an ES module that is not in a file as the program: the URL holds its text.
function importDataUrl(url) {
  return require('internal/modules/esm/loader').importMain(url);
}

module.exports = { classify, evalScript, evalModule, importDataUrl, checkFile, checkText };
