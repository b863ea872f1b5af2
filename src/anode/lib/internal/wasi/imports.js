'use strict';

// The object of functions that a module imports, and the state behind it.

const {
  ArrayPrototypeSort, BigIntAsUintN, Error, ObjectDefineProperty, ReflectApply, StringPrototypeStartsWith, TypeError,
} = primordials;
const { errno, names } = require('internal/wasi/constants');
const { Descriptors } = require('internal/wasi/descriptors');
const { numberOf } = require('internal/wasi/failure');
const { calls: fileCalls } = require('internal/wasi/files');
const { Memory, isMemory } = require('internal/wasi/memory');
const pathCalls = require('internal/wasi/path_calls');
const systemCalls = require('internal/wasi/system');

// In Node's order.
const family = ([name]) => (StringPrototypeStartsWith(name, 'fd_prestat_get') ? 'fd_prestat_a' : name);
const calls = ArrayPrototypeSort([...systemCalls, ...fileCalls, ...pathCalls], (a, b) => (family(a) < family(b) ? -1 : 1));

function withCode(error, code) {
  error.code = code;
  return error;
}

// The arguments as numbers without sign and BigInts; undefined if they do not have the types.
function convert(types, args) {
  if (args.length !== types.length) return undefined;
  for (let i = 0; i < args.length; i++) {
    if (types[i] === 'i') {
      if (typeof args[i] !== 'number' || (args[i] | 0) !== args[i] && args[i] >>> 0 !== args[i]) return undefined;
      args[i] >>>= 0;
    } else {
      if (typeof args[i] !== 'bigint') return undefined;
      args[i] = BigIntAsUintN(64, args[i]);
    }
  }
  return args;
}

function makeCall(state, types, run) {
  return (...args) => {
    const converted = convert(types, args);
    if (converted === undefined) return errno.EINVAL;
    if (state.memory === undefined) throw withCode(new Error('wasi.start() has not been called'), 'ERR_WASI_NOT_STARTED');
    state.memory.refresh();
    try {
      ReflectApply(run, undefined, [state, ...converted]);
      return errno.SUCCESS;
    } catch (error) {
      return numberOf(error);
    }
  };
}

function openAll(preopens, stdio) {
  const descriptors = new Descriptors();
  try {
    for (let i = 0; i < stdio.length; i++) descriptors.addStream(stdio[i]);
    for (let i = 0; i < preopens.length; i++) descriptors.addFolder(preopens[i].name, preopens[i].path);
  } catch (error) {
    if (error.code === 'ERR_ACCESS_DENIED') throw error;
    const number = numberOf(error);
    const failure = new Error(`UVWASI_${names[number]}, uvwasi_init`);
    failure.errno = number;
    failure.code = `UVWASI_${names[number]}`;
    failure.syscall = 'uvwasi_init';
    throw failure;
  }
  return descriptors;
}

// The class has Node's name, which inspect() shows.
const { WASI } = { WASI: class {} };

function makeImports(args, env, preopens, stdio) {
  const state = { __proto__: null, args, env, descriptors: openAll(preopens, stdio), memory: undefined };
  const imports = new WASI();
  for (let i = 0; i < calls.length; i++) {
    const { 0: name, 1: types, 2: run } = calls[i];
    imports[name] = makeCall(state, types, run);
    ObjectDefineProperty(imports[name], 'name', { __proto__: null, value: `bound ${name}`, configurable: true });
  }
  const setMemory = (memory) => {
    if (!isMemory(memory)) {
      throw withCode(new TypeError('"instance.exports.memory" property must be a WebAssembly.Memory object'), 'ERR_INVALID_ARG_TYPE');
    }
    state.memory = new Memory(memory);
  };
  return { __proto__: null, imports, setMemory };
}

module.exports = { makeImports };
