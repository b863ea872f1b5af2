'use strict';

// `node:wasi`: runs modules of WASI preview 1, with node:fs below it.

const {
  ArrayPrototypeForEach, ArrayPrototypeMap, ArrayPrototypePush, FunctionPrototypeBind, ObjectEntries, String, Symbol,
} = primordials;
const { codes: { ERR_INVALID_ARG_VALUE, ERR_WASI_ALREADY_STARTED } } = require('internal/errors');
const { emitExperimentalWarning } = require('internal/util/deprecation');
const { kEmptyObject } = require('internal/util/frozen');
const {
  validateArray, validateBoolean, validateFunction, validateInt32, validateObject, validateString, validateUndefined,
} = require('internal/validators');

const kBindingName = Symbol('kBindingName');
const kExitCode = Symbol('kExitCode');
const kInstance = Symbol('kInstance');
const kSetMemory = Symbol('kSetMemory');
const kStarted = Symbol('kStarted');

emitExperimentalWarning('WASI');

const bindingNames = { __proto__: null, preview1: 'wasi_snapshot_preview1', unstable: 'wasi_unstable' };

function listEnv(env) {
  const list = [];
  if (env === undefined) return list;
  validateObject(env, 'options.env');
  ArrayPrototypeForEach(ObjectEntries(env), ({ 0: key, 1: value }) => {
    if (value !== undefined) ArrayPrototypePush(list, `${key}=${value}`);
  });
  return list;
}

function listPreopens(preopens) {
  if (preopens === undefined) return [];
  validateObject(preopens, 'options.preopens');
  return ArrayPrototypeMap(ObjectEntries(preopens), ({ 0: name, 1: path }) => ({ __proto__: null, name, path: String(path) }));
}

class WASI {
  constructor(options = kEmptyObject) {
    validateObject(options, 'options');
    validateString(options.version, 'options.version');
    const bindingName = bindingNames[options.version];
    if (bindingName === undefined) throw new ERR_INVALID_ARG_VALUE('options.version', options.version, 'unsupported WASI version');
    if (options.args !== undefined) validateArray(options.args, 'options.args');
    const args = ArrayPrototypeMap(options.args || [], String);
    const env = listEnv(options.env);
    const preopens = listPreopens(options.preopens);
    const { stdin = 0, stdout = 1, stderr = 2 } = options;
    validateInt32(stdin, 'options.stdin', 0);
    validateInt32(stdout, 'options.stdout', 0);
    validateInt32(stderr, 'options.stderr', 0);

    binding('process').use_wasi();
    const { imports, setMemory } = require('internal/wasi/imports').makeImports(args, env, preopens, [stdin, stdout, stderr]);
    const { returnOnExit = true } = options;
    validateBoolean(returnOnExit, 'options.returnOnExit');
    if (returnOnExit) imports.proc_exit = FunctionPrototypeBind(wasiReturnOnProcExit, this);

    this.wasiImport = imports;
    this[kBindingName] = bindingName;
    this[kSetMemory] = setMemory;
    this[kStarted] = false;
    this[kExitCode] = 0;
    this[kInstance] = undefined;
  }

  finalizeBindings(instance, { memory = instance?.exports?.memory } = {}) {
    if (this[kStarted]) throw new ERR_WASI_ALREADY_STARTED();
    validateObject(instance, 'instance');
    validateObject(instance.exports, 'instance.exports');
    this[kSetMemory](memory);
    this[kInstance] = instance;
    this[kStarted] = true;
  }

  // For a command: a module that exports _start and no _initialize.
  start(instance) {
    this.finalizeBindings(instance);
    const { _start, _initialize } = this[kInstance].exports;
    validateFunction(_start, 'instance.exports._start');
    validateUndefined(_initialize, 'instance.exports._initialize');
    try {
      _start();
    } catch (error) {
      if (error !== kExitCode) throw error;
    }
    return this[kExitCode];
  }

  // For a reactor: a module that exports no _start, and may export _initialize.
  initialize(instance) {
    this.finalizeBindings(instance);
    const { _start, _initialize } = this[kInstance].exports;
    validateUndefined(_start, 'instance.exports._start');
    if (_initialize === undefined) return;
    validateFunction(_initialize, 'instance.exports._initialize');
    _initialize();
  }

  getImportObject() {
    return { [this[kBindingName]]: this.wasiImport };
  }
}

// Ends _start() with an exception that start() catches.
function wasiReturnOnProcExit(code) {
  this[kExitCode] = code;
  throw kExitCode;
}

module.exports = { WASI };
