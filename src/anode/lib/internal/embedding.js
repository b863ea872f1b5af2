'use strict';

// The entry points of a Python host: source texts, modules, programs. Names are looked up from a folder that the host gives.

const { ArrayPrototypePush, ObjectDefineProperty, PromisePrototypeThen } = primordials;

const engine = require('internal/engine');
const path = require('internal/path/posix');

const folderFile = (folder) => path.join(folder, '[python]');

function requireFrom(specifier, folder) {
  const { Module } = require('internal/modules/cjs/module');
  return Module.createRequire(folderFile(folder))(specifier);
}

function importFrom(specifier, folder) {
  const { importModule } = require('internal/modules/esm/loader');
  return importModule(specifier, require('internal/url').pathToFileURL(folderFile(folder)).href);
}

// The completion value of a script. `require` is there as in `node -e`.
function evaluate(source, name) {
  if (!('require' in globalThis)) {
    const { Module } = require('internal/modules/cjs/module');
    const value = Module.createRequire(folderFile(process.cwd()));
    ObjectDefineProperty(globalThis, 'require', { __proto__: null, value, writable: true, configurable: true, enumerable: false });
  }
  require('internal/process/sources').set(name, source);
  const { 0: value, 1: failure } = engine.evalContext(source, `eval:${name}`);
  if (failure !== null && failure !== undefined) {
    throw failure.isCompileError ? require('internal/modules/syntax_error').decorate(failure.thrown, source, name, []) : failure.thrown;
  }
  return value;
}

// Runs a file as `anode file args…` does. Returns the promise of an ES module's evaluation, or undefined.
function runMain(file, args) {
  process.argv.length = 1;
  process.argv[1] = path.resolve(file);
  for (let i = 0; i < args.length; i++) ArrayPrototypePush(process.argv, args[i]);
  const { mainIsModule } = require('internal/modules/cjs/entry');
  const { Module } = require('internal/modules/cjs/module');
  const url = mainIsModule(process.argv[1]);
  if (url !== undefined) return PromisePrototypeThen(require('internal/modules/esm/loader').importMain(url), () => undefined);
  Module._load(process.argv[1], null, true);
  return undefined;
}

// Called when the loop is empty: 'beforeExit' may start new work. Returns the exit code.
function beforeExit() {
  process.emit('beforeExit', process.exitCode ?? 0);
  return process.exitCode ?? 0;
}

module.exports = { beforeExit, evaluate, importFrom, requireFrom, runMain };
