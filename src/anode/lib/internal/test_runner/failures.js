'use strict';

// Why a test failed: the `failureType` of ERR_TEST_FAILURE, and the error that carries it.

const { SafeSet } = primordials;
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

const failure = (error, type) => new ERR_TEST_FAILURE(error, type);

const isFailure = (error) => error?.code === 'ERR_TEST_FAILURE' && kIsNodeError in error;

module.exports = {
  kAborted, kCallbackAndPromise, kCalledTwice, kCancelledByParent, kExpectedFailure, kHookFailed, kParentFinished, kSubtestsFailed,
  kTestCode, kTimeout, failure, fromUserCode, isFailure,
};
