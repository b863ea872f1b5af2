'use strict';

// The options of one test, suite or hook: checked, and their defaults.

const { ArrayPrototypeEvery, MathMax, ObjectFreeze, ObjectKeys, SafeSet, StringPrototypeToLowerCase } = primordials;
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { TIMEOUT_MAX } = require('internal/timers/timeout');
const { emitExperimentalWarning } = require('internal/util/deprecation');
const { kEmptyObject } = require('internal/util/frozen');
const { isRegExp } = require('internal/util/types');
const { validateArray, validateNumber, validateString, validateUint32 } = require('internal/validators');

const noTags = ObjectFreeze([]);

// `test(fn)`, `test(options, fn)`, `test(name, fn)`, `test(name, options, fn)`.
function readArguments(name, options, fn) {
  if (typeof name === 'function') {
    fn = name;
  } else if (name !== null && typeof name === 'object') {
    fn = options;
    options = name;
  } else if (typeof options === 'function') {
    fn = options;
  }
  if (options === null || typeof options !== 'object') options = kEmptyObject;
  return { __proto__: null, name, options, fn };
}

// How many subtests run at a time. `true` is as many as there are, for files as many as there are processors.
function readConcurrency(value, inherited, isRoot) {
  if (typeof value === 'number') {
    validateUint32(value, 'options.concurrency', true);
    return value;
  }
  if (typeof value === 'boolean') {
    if (!value) return 1;
    return isRoot ? MathMax(require('os').availableParallelism() - 1, 1) : Infinity;
  }
  if (value != null) throw new ERR_INVALID_ARG_TYPE('options.concurrency', ['boolean', 'number'], value);
  return inherited;
}

// Milliseconds, or null where there is no limit.
function readTimeout(value, inherited, fromCommandLine) {
  if (value === Infinity) return inherited;
  if (value != null) {
    validateNumber(value, 'options.timeout', 0, TIMEOUT_MAX);
    return value;
  }
  if (fromCommandLine == null || fromCommandLine === Infinity) return inherited;
  validateNumber(fromCommandLine, 'this.config.timeout', 0, TIMEOUT_MAX);
  return fromCommandLine;
}

// False, or `{ label, match }`: why it fails, and how the error must look.
function readExpectFailure(value) {
  if (value === undefined || value === false) return false;
  const expected = { __proto__: null, label: undefined, match: undefined };
  if (typeof value === 'string') {
    expected.label = value;
  } else if (typeof value === 'function' || isRegExp(value)) {
    expected.match = value;
  } else if (typeof value === 'object') {
    const keys = ObjectKeys(value);
    if (keys.length === 0) throw new ERR_INVALID_ARG_VALUE('options.expectFailure', value, 'must not be an empty object');
    if (ArrayPrototypeEvery(keys, (key) => key === 'match' || key === 'label')) {
      expected.label = value.label;
      expected.match = value.match;
    } else {
      expected.match = value;
    }
  }
  return expected;
}

function readTag(value, name) {
  validateString(value, name);
  if (value.length === 0) throw new ERR_INVALID_ARG_VALUE(name, value, 'must not be empty');
  return StringPrototypeToLowerCase(value);
}

// A test has its own tags and those of its suite.
function readTags(value, inherited) {
  if (value === undefined) return inherited;
  validateArray(value, 'options.tags');
  if (value.length === 0) return inherited;
  emitExperimentalWarning('Test tags');
  const seen = new SafeSet();
  const tags = [];
  const add = (tag) => {
    if (seen.has(tag)) return;
    seen.add(tag);
    tags[tags.length] = tag;
  };
  for (let i = 0; i < inherited.length; i++) add(inherited[i]);
  for (let i = 0; i < value.length; i++) add(readTag(value[i], `options.tags[${i}]`));
  return ObjectFreeze(tags);
}

module.exports = { noTags, readArguments, readConcurrency, readExpectFailure, readTag, readTags, readTimeout };
