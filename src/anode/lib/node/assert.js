'use strict';

// node:assert. The functions are methods of Assert. `assert.equal` and the others are the same functions, called without an instance and
// so without options.

const {
  ArrayPrototypeIndexOf,
  ArrayPrototypeJoin,
  ArrayPrototypeSlice,
  NumberIsNaN,
  ObjectAssign,
  ObjectDefineProperty,
  ObjectIs,
  RegExpPrototypeExec,
  SafeArrayIterator,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeSplit,
  Symbol,
} = primordials;
const {
  codes: { ERR_CONSTRUCT_CALL_REQUIRED, ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS },
} = require('internal/errors');
const AssertionError = require('internal/assert/assertion_error');
const CallTracker = require('internal/assert/calltracker');
const { expectsError, expectsNoError, getActual, waitForActual } = require('internal/assert/throws');
const { innerOk } = require('internal/assert/ok');
const { deprecate } = require('internal/util/deprecation');
const { isError } = require('internal/errors/is_error');
const { inspect } = require('internal/util/inspect');
const { isRegExp } = require('internal/util/types');
const { isDeepEqual, isDeepStrictEqual, isPartialStrictEqual } = require('internal/util/comparisons');
const { validateOneOf } = require('internal/validators');

const kOptions = Symbol('options');

// The default export is ok() too.
const assert = module.exports = function ok(...args) {
  innerOk(assert, args.length, args[0], args[1]);
};

function fail(details) {
  if (isError(details.message)) throw details.message;
  throw new AssertionError(details);
}

function requireTwo(args) {
  if (args.length < 2) throw new ERR_MISSING_ARGS('actual', 'expected');
}

// Options belong to instances: a function called on its own has none.
const diffOf = (self) => self?.[kOptions]?.diff;
const skipsPrototype = (self) => self?.[kOptions]?.skipPrototype;

let warnedOfFail = false;

// Written as methods, because methods cannot be called with `new`. Errors carry these names as their `operator`.
const methods = {
  ok(...args) {
    innerOk(methods.ok, args.length, args[0], args[1], diffOf(this));
  },

  fail(actual, expected, message, operator, stackStartFn) {
    const count = arguments.length;
    let generated = false;
    if (actual == null && count <= 1) {
      generated = true;
      message = 'Failed';
    } else if (count === 1) {
      message = actual;
      actual = undefined;
    } else {
      if (!warnedOfFail) {
        warnedOfFail = true;
        process.emitWarning('assert.fail() with more than one argument is deprecated. ' +
          'Please use assert.strictEqual() instead or only pass a message.', 'DeprecationWarning', 'DEP0094');
      }
      if (count === 2) operator = '!=';
    }
    if (isError(message)) throw message;
    const details = {
      actual,
      expected,
      operator: operator === undefined ? 'fail' : operator,
      stackStartFn: stackStartFn || methods.fail,
      diff: diffOf(this),
    };
    if (message !== undefined) details.message = message;
    const error = new AssertionError(details);
    if (generated) error.generatedMessage = true;
    throw error;
  },

  equal(actual, expected, message) {
    requireTwo(arguments);
    // eslint-disable-next-line eqeqeq
    if (actual != expected && (!NumberIsNaN(actual) || !NumberIsNaN(expected))) {
      fail({ actual, expected, message, operator: '==', stackStartFn: methods.equal, diff: diffOf(this) });
    }
  },

  notEqual(actual, expected, message) {
    requireTwo(arguments);
    // eslint-disable-next-line eqeqeq
    if (actual == expected || (NumberIsNaN(actual) && NumberIsNaN(expected))) {
      fail({ actual, expected, message, operator: '!=', stackStartFn: methods.notEqual, diff: diffOf(this) });
    }
  },

  deepEqual(actual, expected, message) {
    requireTwo(arguments);
    if (!isDeepEqual(actual, expected)) {
      fail({ actual, expected, message, operator: 'deepEqual', stackStartFn: methods.deepEqual, diff: diffOf(this) });
    }
  },

  notDeepEqual(actual, expected, message) {
    requireTwo(arguments);
    if (isDeepEqual(actual, expected)) {
      fail({ actual, expected, message, operator: 'notDeepEqual', stackStartFn: methods.notDeepEqual,
             diff: diffOf(this) });
    }
  },

  deepStrictEqual(actual, expected, message) {
    requireTwo(arguments);
    if (!isDeepStrictEqual(actual, expected, skipsPrototype(this))) {
      fail({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: methods.deepStrictEqual,
             diff: diffOf(this) });
    }
  },

  notDeepStrictEqual(actual, expected, message) {
    requireTwo(arguments);
    if (isDeepStrictEqual(actual, expected, skipsPrototype(this))) {
      fail({ actual, expected, message, operator: 'notDeepStrictEqual', stackStartFn: methods.notDeepStrictEqual,
             diff: diffOf(this) });
    }
  },

  strictEqual(actual, expected, message) {
    requireTwo(arguments);
    if (!ObjectIs(actual, expected)) {
      fail({ actual, expected, message, operator: 'strictEqual', stackStartFn: methods.strictEqual,
             diff: diffOf(this) });
    }
  },

  notStrictEqual(actual, expected, message) {
    requireTwo(arguments);
    if (ObjectIs(actual, expected)) {
      fail({ actual, expected, message, operator: 'notStrictEqual', stackStartFn: methods.notStrictEqual,
             diff: diffOf(this) });
    }
  },

  partialDeepStrictEqual(actual, expected, message) {
    requireTwo(arguments);
    if (!isPartialStrictEqual(actual, expected)) {
      fail({ actual, expected, message, operator: 'partialDeepStrictEqual',
             stackStartFn: methods.partialDeepStrictEqual, diff: diffOf(this) });
    }
  },

  match(string, regexp, message) {
    innerMatch(this, string, regexp, message, methods.match, true);
  },

  doesNotMatch(string, regexp, message) {
    innerMatch(this, string, regexp, message, methods.doesNotMatch, false);
  },

  throws(fn, ...args) {
    expectsError(methods.throws, diffOf(this), getActual(fn), ...new SafeArrayIterator(args));
  },

  async rejects(promiseFn, ...args) {
    expectsError(methods.rejects, diffOf(this), await waitForActual(promiseFn), ...new SafeArrayIterator(args));
  },

  doesNotThrow(fn, ...args) {
    expectsNoError(methods.doesNotThrow, diffOf(this), getActual(fn), ...new SafeArrayIterator(args));
  },

  async doesNotReject(fn, ...args) {
    expectsNoError(methods.doesNotReject, diffOf(this), await waitForActual(fn), ...new SafeArrayIterator(args));
  },

  ifError(error) {
    if (error === null || error === undefined) return;
    let message = 'ifError got unwanted exception: ';
    if (typeof error === 'object' && typeof error.message === 'string') {
      message += error.message.length === 0 && error.constructor ? error.constructor.name : error.message;
    } else {
      message += inspect(error);
    }
    const failure = new AssertionError({
      actual: error, expected: null, operator: 'ifError', message, stackStartFn: methods.ifError, diff: diffOf(this),
    });
    failure.generatedMessage = false;
    joinStacks(failure, error);
    throw failure;
  },
};

function innerMatch(self, string, regexp, message, fn, wanted) {
  if (!isRegExp(regexp)) throw new ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  if (typeof string === 'string' && (RegExpPrototypeExec(regexp, string) !== null) === wanted) return;
  if (isError(message)) throw message;
  const generated = !message;
  message ||= typeof string !== 'string' ?
    `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})` :
    `${wanted ? 'The input did not match the regular expression ' :
      'The input was expected to not match the regular expression '}${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
  const error = new AssertionError({
    actual: string, expected: regexp, message, operator: fn.name, stackStartFn: fn, diff: diffOf(self),
  });
  error.generatedMessage = generated;
  throw error;
}

// The stack of an error of ifError: the frames of the given error, then the frames that the assertion adds.
function joinStacks(failure, error) {
  const origStack = error.stack;
  if (typeof origStack !== 'string') return;
  const start = StringPrototypeIndexOf(origStack, '\n    at');
  if (start === -1) return;
  const originalFrames = StringPrototypeSplit(StringPrototypeSlice(origStack, start + 1), '\n');
  let newFrames = StringPrototypeSplit(failure.stack, '\n');
  for (let i = 0; i < originalFrames.length; i++) {
    const at = ArrayPrototypeIndexOf(newFrames, originalFrames[i]);
    if (at !== -1) {
      newFrames = ArrayPrototypeSlice(newFrames, 0, at);
      break;
    }
  }
  failure.stack = `${ArrayPrototypeJoin(newFrames, '\n')}\n${ArrayPrototypeJoin(originalFrames, '\n')}`;
}

function Assert(options) {
  if (!new.target) throw new ERR_CONSTRUCT_CALL_REQUIRED('Assert');
  options = ObjectAssign({ __proto__: null, strict: true, skipPrototype: false }, options);
  if (options.diff !== undefined) validateOneOf(options.diff, 'options.diff', ['simple', 'full']);
  this.AssertionError = AssertionError;
  ObjectDefineProperty(this, kOptions,
                       { __proto__: null, value: options, enumerable: false, configurable: false, writable: false });
  if (options.strict) makeStrict(this);
}

function makeStrict(target) {
  target.equal = methods.strictEqual;
  target.deepEqual = methods.deepStrictEqual;
  target.notEqual = methods.notStrictEqual;
  target.notDeepEqual = methods.notDeepStrictEqual;
  return target;
}

ObjectAssign(Assert.prototype, methods);

assert.AssertionError = AssertionError;
assert.CallTracker = deprecate(CallTracker, 'assert.CallTracker is deprecated.', 'DEP0173');
const order = ['ok', 'fail', 'equal', 'notEqual', 'deepEqual', 'notDeepEqual', 'deepStrictEqual', 'notDeepStrictEqual',
               'strictEqual', 'notStrictEqual', 'partialDeepStrictEqual', 'match', 'doesNotMatch', 'throws', 'rejects',
               'doesNotThrow', 'doesNotReject', 'ifError'];
for (let i = 0; i < order.length; i++) assert[order[i]] = methods[order[i]];

function strict(...args) {
  innerOk(strict, args.length, args[0], args[1]);
}
assert.strict = ObjectAssign(strict, assert);
makeStrict(strict);
strict.Assert = Assert;
strict.strict = strict;
assert.Assert = Assert;
