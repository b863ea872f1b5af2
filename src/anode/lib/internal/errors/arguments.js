'use strict';

// Errors of arguments: types, values, ranges, missing arguments, and the results of callbacks.

const {
  ArrayIsArray,
  ArrayPrototypeIncludes,
  ArrayPrototypeIndexOf,
  ArrayPrototypeMap,
  ArrayPrototypePush,
  ArrayPrototypeSplice,
  Error,
  MathAbs,
  NumberIsInteger,
  RangeError,
  RegExpPrototypeExec,
  String,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
  TypeError,
} = primordials;
const { HideStackFramesError, bugReport, codes, define } = require('internal/errors/define');
const { determineSpecificType, formatList, groupThousands } = require('internal/errors/describe');

const assert = (condition, message) => {
  if (!condition) throw new codes.ERR_INTERNAL_ASSERTION(message);
};
const inspect = (value, options) => require('internal/util/inspect').inspect(value, options);

define('ERR_INTERNAL_ASSERTION', (message) =>
  (message === undefined ? bugReport : `${message}\n${bugReport}`), Error);

const className = /^[A-Z][a-zA-Z0-9]*$/;
// Some callers write 'Function' and 'Object' and mean the types.
const typeNames = ['string', 'function', 'number', 'object', 'Function', 'Object', 'boolean', 'bigint', 'symbol'];

function describeSubject(name) {
  if (StringPrototypeEndsWith(name, ' argument')) return `The ${name} `;
  return `The "${name}" ${StringPrototypeIncludes(name, '.') ? 'property' : 'argument'} `;
}

function describeExpected(expected) {
  const types = [];
  const instances = [];
  const others = [];
  for (let i = 0; i < expected.length; i++) {
    const value = expected[i];
    assert(typeof value === 'string', 'All expected entries have to be of type string');
    if (ArrayPrototypeIncludes(typeNames, value)) {
      ArrayPrototypePush(types, StringPrototypeToLowerCase(value));
    } else if (RegExpPrototypeExec(className, value) !== null) {
      ArrayPrototypePush(instances, value);
    } else {
      assert(value !== 'object', 'The value "object" should be written as "Object"');
      ArrayPrototypePush(others, value);
    }
  }
  // Beside other classes, `object` reads better as a class.
  if (instances.length > 0) {
    const at = ArrayPrototypeIndexOf(types, 'object');
    if (at !== -1) {
      ArrayPrototypeSplice(types, at, 1);
      ArrayPrototypePush(instances, 'Object');
    }
  }
  const parts = [];
  if (types.length > 0) {
    ArrayPrototypePush(parts, `${types.length > 1 ? 'one of type' : 'of type'} ${formatList(types, 'or')}`);
  }
  if (instances.length > 0) ArrayPrototypePush(parts, `an instance of ${formatList(instances, 'or')}`);
  if (others.length > 1) {
    ArrayPrototypePush(parts, `one of ${formatList(others, 'or')}`);
  } else if (others.length === 1) {
    const needsArticle = StringPrototypeToLowerCase(others[0]) !== others[0];
    ArrayPrototypePush(parts, `${needsArticle ? 'an ' : ''}${others[0]}`);
  }
  let result = parts[0] ?? '';
  for (let i = 1; i < parts.length; i++) result += ` or ${parts[i]}`;
  return result;
}

define('ERR_INVALID_ARG_TYPE', (name, expected, actual) => {
  assert(typeof name === 'string', "'name' must be a string");
  const list = ArrayIsArray(expected) ? expected : [expected];
  return `${describeSubject(name)}must be ${describeExpected(list)}. Received ${determineSpecificType(actual)}`;
}, TypeError, HideStackFramesError);

define('ERR_INVALID_ARG_VALUE', (name, value, reason = 'is invalid') => {
  let shown = inspect(value);
  if (shown.length > 128) shown = `${StringPrototypeSlice(shown, 0, 128)}...`;
  return `The ${StringPrototypeIncludes(name, '.') ? 'property' : 'argument'} '${name}' ${reason}. Received ${shown}`;
}, TypeError, RangeError, HideStackFramesError);

define('ERR_INVALID_CHAR', (name, field = undefined) =>
  `Invalid character in ${name}${field === undefined ? '' : ` ["${field}"]`}`, TypeError, HideStackFramesError);

function describeNumber(input) {
  if (NumberIsInteger(input) && MathAbs(input) > 2 ** 32) return groupThousands(String(input));
  if (typeof input === 'bigint') {
    const digits = String(input);
    return `${input > 2n ** 32n || input < -(2n ** 32n) ? groupThousands(digits) : digits}n`;
  }
  return inspect(input);
}

define('ERR_OUT_OF_RANGE', (name, range, input, replaceDefaultMessage = false) => {
  assert(range, 'Missing "range" argument');
  const subject = replaceDefaultMessage ? name : `The value of "${name}" is out of range.`;
  return `${subject} It must be ${range}. Received ${describeNumber(input)}`;
}, RangeError, HideStackFramesError);

define('ERR_SOCKET_BAD_PORT', (name, port, allowZero = true) => {
  assert(typeof allowZero === 'boolean', "The 'allowZero' argument must be of type boolean.");
  return `${name} should be ${allowZero ? '>=' : '>'} 0 and < 65536. Received ${determineSpecificType(port)}.`;
}, RangeError, HideStackFramesError);

define('ERR_MISSING_ARGS', (...args) => {
  assert(args.length > 0, 'At least one arg needs to be specified');
  const quoted = ArrayPrototypeMap(args, (name) => {
    if (!ArrayIsArray(name)) return `"${name}"`;
    let alternatives = `"${name[0]}"`;
    for (let i = 1; i < name.length; i++) alternatives += ` or "${name[i]}"`;
    return alternatives;
  });
  return `The ${formatList(quoted)} argument${quoted.length > 1 ? 's' : ''} must be specified`;
}, TypeError);

define('ERR_FALSY_VALUE_REJECTION', function(reason) {
  this.reason = reason;
  return 'Promise was rejected with falsy value';
}, Error, HideStackFramesError);

define('ERR_INVALID_RETURN_PROPERTY', (input, name, property, value) =>
  `Expected a valid ${input} to be returned for the "${property}" from the "${name}" hook but got ${
    determineSpecificType(value)}.`, TypeError);
define('ERR_INVALID_RETURN_PROPERTY_VALUE', (input, name, property, value) =>
  `Expected ${input} to be returned for the "${property}" from the "${name}" hook but got ${
    determineSpecificType(value)}.`, TypeError);
define('ERR_INVALID_RETURN_VALUE', (input, name, value) =>
  `Expected ${input} to be returned from the "${name}" function but got ${determineSpecificType(value)}.`,
       TypeError, RangeError);

define('ERR_INVALID_URL_SCHEME', (expected) => {
  const names = typeof expected === 'string' ? [expected] : expected;
  assert(names.length <= 2, undefined);
  return names.length === 2 ?
    `The URL must be one of scheme ${names[0]} or ${names[1]}` :
    `The URL must be of scheme ${names[0]}`;
}, TypeError);

define('ERR_WORKER_PATH', (filename) => {
  let wrap = '';
  if (StringPrototypeStartsWith(filename, 'file://')) wrap = ' Wrap file:// URLs with `new URL`.';
  else if (StringPrototypeStartsWith(filename, 'data:text/javascript')) wrap = ' Wrap data: URLs with `new URL`.';
  return 'The worker script or module filename must be an absolute path or a relative path starting with ' +
    `'./' or '../'.${wrap} Received "${filename}"`;
}, TypeError);
