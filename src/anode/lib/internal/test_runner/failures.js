'use strict';

// Why a test failed: the `failureType` of ERR_TEST_FAILURE, and the error that carries it.

const {
  ArrayPrototypeFilter, ArrayPrototypeJoin, ObjectDefineProperty, RegExpPrototypeExec, SafeSet, StringPrototypeSplit,
} = primordials;
const { codes: { ERR_TEST_FAILURE }, kIsNodeError } = require('internal/errors');

const kAborted = 'testAborted';
const kCallbackAndPromise = 'callbackAndPromisePresent';
const kCancelledByParent = 'cancelledByParent';
const kExpectedFailure = 'expectedFailure';
const kHookFailed = 'hookFailed';
const kParentFinished = 'parentAlreadyFinished';
const kSubtestsFailed = 'subtestsFailed';
const kTestCode = 'testCodeFailure';
const kTimeout = 'testTimeoutFailure';
const kCalledTwice = 'multipleCallbackInvocations';

// Of these the error that users threw is shown, not ours around it.
const fromUserCode = new SafeSet();
for (const type of [kTestCode, kHookFailed, 'uncaughtException', 'unhandledRejection']) fromUserCode.add(type);

const isOwnFrame = (line) => RegExpPrototypeExec(/^ {4}at .*node:internal\//, line) !== null;

// Frames of the runner are left out of the stack: they say nothing about the test.
function failure(error, type) {
  const made = new ERR_TEST_FAILURE(error, type);
  const lines = ArrayPrototypeFilter(StringPrototypeSplit(made.stack, '\n'), (line) => !isOwnFrame(line));
  return ObjectDefineProperty(made, 'stack', {
    __proto__: null, value: ArrayPrototypeJoin(lines, '\n'), enumerable: false, writable: true, configurable: true,
  });
}

const isFailure = (error) => error?.code === 'ERR_TEST_FAILURE' && kIsNodeError in error;

module.exports = {
  kAborted, kCallbackAndPromise, kCalledTwice, kCancelledByParent, kExpectedFailure, kHookFailed, kParentFinished, kSubtestsFailed,
  kTestCode, kTimeout, failure, fromUserCode, isFailure,
};
