'use strict';

// Functions of JavaScript in SQL: what they get and what they return.

const {
  ArrayPrototypeShift, ArrayPrototypeSlice, JSONStringify, MathMax, NumberIsInteger, RangeError, ReflectApply, SafeMap, TypeError,
} = primordials;

const { isPromise } = require('internal/util/types');
const { checkBoolean, checkFunction, checkObject, checkString, invalidType } = require('internal/sqlite/errors');
const { decodeAll, encode } = require('internal/sqlite/values');

function reply(value) {
  if (value === undefined) return 'null';
  const text = encode(value);
  if (typeof text === 'string') return text;
  if (text === null) return JSONStringify({ refused: 'BigInt value is too large for SQLite' });
  return JSONStringify({
    refused: isPromise(value) ?
      'Asynchronous user-defined functions are not supported' :
      'Returned JavaScript value cannot be converted to a SQLite value',
  });
}

// The arguments of `db.function(name, [options], function)`.
function readFunction(name, given) {
  checkString(name, 'name');
  const hasOptions = given.length > 1;
  const call = given[given.length - 1];
  const options = { __proto__: null, useBigIntArguments: false, varargs: false, deterministic: false, directOnly: false };
  if (hasOptions) {
    checkObject(given[0], 'options');
    readBooleans(options, given[0], ['useBigIntArguments', 'varargs', 'deterministic', 'directOnly']);
  }
  checkFunction(call, 'function');
  return { __proto__: null, call, options };
}

function readBooleans(options, given, names) {
  for (let i = 0; i < names.length; i++) {
    const value = given[names[i]];
    if (value !== undefined) options[names[i]] = checkBoolean(value, `options.${names[i]}`);
  }
}

const scalar = (call) => (args) => reply(ReflectApply(call, undefined, decodeAll(args)));

// ---- aggregates ----

function readAggregate(name, given) {
  const { start, step, result, inverse } = given;
  checkString(name, 'name');
  if (start === undefined) throw invalidType('The "options.start" argument must be a function or a primitive value.');
  checkFunction(step, 'options.step');
  const options = { __proto__: null, useBigIntArguments: false, varargs: false, directOnly: false };
  readBooleans(options, given, ['useBigIntArguments', 'varargs', 'directOnly']);
  if (inverse !== undefined) checkFunction(inverse, 'options.inverse');
  let count = MathMax(step.length - 1, 0);
  if (inverse !== undefined) count = MathMax(count, inverse.length - 1);
  if (options.varargs) count = -1;
  return { __proto__: null, start, step, result: typeof result === 'function' ? result : undefined, inverse, options, count };
}

// One aggregate function; several runs of it may go on.
function aggregate({ start, step, result, inverse }) {
  const values = new SafeMap();
  let last = 0;
  return (args) => {
    const kind = ArrayPrototypeShift(args);
    if (kind === 'start') {
      values.set(++last, typeof start === 'function' ? start() : start);
      return `${last}`;
    }
    const run = ArrayPrototypeShift(args);
    const value = values.get(run);
    if (kind === 'step' || kind === 'inverse') {
      values.set(run, ReflectApply(kind === 'step' ? step : inverse, undefined, [value, ...ArrayPrototypeSlice(decodeAll(args))]));
      return 'null';
    }
    if (kind !== 'value') values.delete(run);
    if (kind === 'end') return 'null';
    return reply(result === undefined ? value : result(value));
  };
}

// ---- authorizers ----

const authorizer = (call) => (args) => {
  const code = ReflectApply(call, undefined, args);
  if (!NumberIsInteger(code)) throw new TypeError('Authorizer callback must return an integer authorization code');
  if (code < 0 || code > 2) throw new RangeError('Authorizer callback returned a invalid authorization code');
  return `${code}`;
};

module.exports = { aggregate, authorizer, readAggregate, readFunction, scalar };
