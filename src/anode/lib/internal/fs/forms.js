'use strict';

// Most functions of fs are one system call in three forms: synchronous, with a callback, and as a promise. The forms differ only in how
// the result is returned, so a call is described once, by a function that reads its arguments.

const {
  ArrayPrototypeUnshift,
  ErrorCaptureStackTrace,
  ObjectDefineProperty,
  Promise,
  ReflectApply,
} = primordials;
const { validateFunction } = require('internal/validators');

const bindings = { __proto__: null };
const bound = (name) => (bindings[name] ??= binding(name));

function named(fn, name, length) {
  ObjectDefineProperty(fn, 'name', { __proto__: null, value: name, configurable: true });
  ObjectDefineProperty(fn, 'length', { __proto__: null, value: length, configurable: true });
  return fn;
}

// Runs an op as a request. `finish` turns the op's answer into the result; without it there is none.
function submit(file, op, args, callback, finish) {
  ArrayPrototypeUnshift(args, (error, value) => {
    if (error) return callback(error);
    if (finish === undefined) return callback(null);
    let result;
    try {
      result = finish(value);
    } catch (failure) {
      return callback(failure);
    }
    callback(null, result);
  });
  ReflectApply(bound(file).async[op], undefined, args);
}

function promised(file, op, args, finish) {
  binding.nextIs('FSREQPROMISE');
  return new Promise((resolve, reject) => {
    submit(file, op, args, (error, value) => (error ? reject(error) : resolve(value)), finish);
  });
}

function immediate(file, op, args, finish) {
  const value = ReflectApply(bound(file)[op], undefined, args);
  return finish === undefined ? undefined : finish(value);
}

// The callback follows `count` arguments. Arguments from `optional` on may be left out, and then the callback comes earlier.
function takeCallback(args, count, optional) {
  for (let i = optional; i < count; i++) {
    if (typeof args[i] === 'function' && typeof args[count] !== 'function') {
      const callback = args[i];
      args.length = i;
      return callback;
    }
  }
  const callback = args[count];
  if (args.length > count) args.length = count;
  return callback;
}

// `read(...args)` returns the op's arguments, as an array that may carry `finish` and `op`.
function define(name, { file, op, count, optional = count, length = count + 1, read, finish }) {
  return {
    sync: named((...args) => {
      const request = ReflectApply(read, undefined, args);
      return immediate(file, request.op ?? op, request, request.finish ?? finish);
    }, `${name}Sync`, count),
    callback: named((...args) => {
      const callback = takeCallback(args, count, optional);
      const request = ReflectApply(read, undefined, args);
      validateFunction(callback, 'cb');
      submit(file, request.op ?? op, request, callback, request.finish ?? finish);
    }, name, length),
    promise: named(async (...args) => {
      const request = ReflectApply(read, undefined, args);
      try {
        return await promised(file, request.op ?? op, request, request.finish ?? finish);
      } catch (error) {
        ErrorCaptureStackTrace(error);  // here the engine knows which function awaits
        throw error;
      }
    }, name, count),
  };
}

module.exports = { bound, define, immediate, named, promised, submit };
