'use strict';

// assert.throws, rejects, doesNotThrow, doesNotReject.

const {
  ArrayPrototypePush,
  Error,
  ObjectKeys,
  ObjectPrototypeIsPrototypeOf,
  ReflectApply,
  ReflectHas,
  RegExpPrototypeExec,
  String,
} = primordials;
const {
  codes: { ERR_AMBIGUOUS_ARGUMENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_VALUE },
} = require('internal/errors');
const AssertionError = require('internal/assert/assertion_error');
const { isError } = require('internal/errors/is_error');
const { inspect } = require('internal/util/inspect');
const { isPromise, isRegExp } = require('internal/util/types');
const { isDeepStrictEqual } = require('internal/util/comparisons');
const { validateFunction } = require('internal/validators');

// Stands for no exception, since `throw undefined` is one.
const NO_EXCEPTION = { __proto__: null };

// The compared properties of one side: the message shows these alone.
class Comparison {
  constructor(object, keys, actual) {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (!ReflectHas(object, key)) continue;
      if (actual !== undefined && typeof actual[key] === 'string' && isRegExp(object[key]) &&
          RegExpPrototypeExec(object[key], actual[key]) !== null) {
        this[key] = actual[key];
      } else {
        this[key] = object[key];
      }
    }
  }
}

function throwMismatch(actual, expected, message, operator, fn, generated, diff) {
  if (isError(message)) throw message;
  const error = new AssertionError({ actual, expected, message, operator, stackStartFn: fn, diff });
  error.generatedMessage = generated;
  throw error;
}

function compareKey(actual, expected, key, message, keys, fn, diff) {
  if (key in actual && isDeepStrictEqual(actual[key], expected[key])) return;
  if (message == null) {
    const a = new Comparison(actual, keys);
    const b = new Comparison(expected, keys, actual);
    const error = new AssertionError({ actual: a, expected: b, operator: 'deepStrictEqual', stackStartFn: fn, diff });
    error.actual = actual;
    error.expected = expected;
    error.operator = fn.name;
    throw error;
  }
  throwMismatch(actual, expected, message, fn.name, fn, false, diff);
}

function matchRegExp(actual, expected, message, fn, diff) {
  const text = String(actual);
  if (RegExpPrototypeExec(expected, text) !== null) return;
  const generated = !message;
  message ||= `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`;
  throwMismatch(actual, expected, message, fn.name, fn, generated, diff);
}

function matchObject(actual, expected, message, fn, diff) {
  const keys = ObjectKeys(expected);
  // `name` and `message` are not enumerable, but errors are compared by them.
  if (expected instanceof Error) ArrayPrototypePush(keys, 'name', 'message');
  else if (keys.length === 0) throw new ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object');
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof actual[key] === 'string' && isRegExp(expected[key]) &&
        RegExpPrototypeExec(expected[key], actual[key]) !== null) {
      continue;
    }
    compareKey(actual, expected, key, message, keys, fn, diff);
  }
}

// A class, or a function that returns true if the error is right.
function matchFunction(actual, expected, message, fn, diff) {
  if (expected.prototype !== undefined && actual instanceof expected) return;
  let generated = false;
  if (ObjectPrototypeIsPrototypeOf(Error, expected)) {
    if (!message) {
      generated = true;
      message = `The error is expected to be an instance of "${expected.name}". Received `;
      if (isError(actual)) {
        const name = actual.constructor?.name || actual.name;
        // For instance, the RangeError of another realm.
        message += expected.name === name ? 'an error with identical name but a different prototype.' : `"${name}"`;
      } else {
        message += `"${inspect(actual, { depth: -1 })}"`;
      }
    }
    if (generated && isError(actual)) message += `\n\nError message:\n\n${actual.message}`;
  } else {
    const result = ReflectApply(expected, {}, [actual]);
    if (result === true) return;
    if (!message) {
      generated = true;
      const name = expected.name ? `"${expected.name}" ` : '';
      message = `The ${name}validation function is expected to return "true". Received ${inspect(result)}`;
      if (isError(actual)) message += `\n\nCaught error:\n\n${actual}`;
    }
  }
  throwMismatch(actual, expected, message, fn.name, fn, generated, diff);
}

function expectedException(actual, expected, message, fn, diff) {
  if (typeof expected === 'function') return matchFunction(actual, expected, message, fn, diff);
  if (isRegExp(expected)) return matchRegExp(actual, expected, message, fn, diff);
  if (typeof actual !== 'object' || actual === null) {
    // A primitive has no properties to compare.
    const error = new AssertionError({
      actual, expected, message, operator: 'deepStrictEqual', stackStartFn: fn, diff,
    });
    error.operator = fn.name;
    throw error;
  }
  return matchObject(actual, expected, message, fn, diff);
}

function getActual(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return NO_EXCEPTION;
}

const isThenable = (value) => isPromise(value) || (value !== null && typeof value === 'object' &&
  typeof value.then === 'function' && typeof value.catch === 'function');

async function waitForActual(promiseFn) {
  let promise;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!isThenable(promise)) throw new ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise);
  } else if (isThenable(promiseFn)) {
    promise = promiseFn;
  } else {
    throw new ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return NO_EXCEPTION;
}

function expectsError(fn, diff, actual, ...args) {
  let { 0: error, 1: message } = args;
  if (typeof error === 'string') {
    if (args.length === 2) {
      throw new ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], error);
    }
    // A string here is the message of the assertion. If it is also the message of the thrown error, the program probably meant the
    // expected error.
    if (typeof actual === 'object' && actual !== null) {
      if (actual.message === error) {
        throw new ERR_AMBIGUOUS_ARGUMENT('error/message',
                                         `The error message "${actual.message}" is identical to the message.`);
      }
    } else if (actual === error) {
      throw new ERR_AMBIGUOUS_ARGUMENT('error/message', `The error "${actual}" is identical to the message.`);
    }
    message = error;
    error = undefined;
  } else if (error != null && typeof error !== 'object' && typeof error !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], error);
  }

  if (actual === NO_EXCEPTION) {
    let details = '';
    if (error?.name) details += ` (${error.name})`;
    details += message ? `: ${message}` : '.';
    const kind = fn.name === 'rejects' ? 'rejection' : 'exception';
    if (isError(message)) throw message;
    const text = `Missing expected ${kind}${details}`;
    throw new AssertionError({
      actual: undefined, expected: error, operator: fn.name, message: text, stackStartFn: fn, diff,
    });
  }
  if (error) expectedException(actual, error, message, fn, diff);
}

// Whether the error is of the kind that doesNotThrow() excludes.
function hasMatchingError(actual, expected) {
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) return RegExpPrototypeExec(expected, String(actual)) !== null;
    throw new ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (ObjectPrototypeIsPrototypeOf(Error, expected)) return false;
  return ReflectApply(expected, {}, [actual]) === true;
}

function expectsNoError(fn, diff, actual, error, message) {
  if (actual === NO_EXCEPTION) return;
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  if (!error || hasMatchingError(actual, error)) {
    const details = message ? `: ${message}` : '.';
    const kind = fn.name === 'doesNotReject' ? 'rejection' : 'exception';
    const text = `Got unwanted ${kind}${details}\nActual message: "${actual?.message}"`;
    throw new AssertionError({ actual, expected: error, operator: fn.name, message: text, stackStartFn: fn, diff });
  }
  throw actual;
}

module.exports = { expectsError, expectsNoError, getActual, waitForActual };
