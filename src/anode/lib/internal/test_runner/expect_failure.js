'use strict';

// Tests that are expected to fail in a particular way.

const { failure, isFailure, kTestCode } = require('internal/test_runner/failures');

// Undefined, or the failure that says the error was not the one expected. `match` is as for assert.throws().
function checkExpected(error, match) {
  const thrown = isFailure(error) && error.failureType === kTestCode && error.cause ? error.cause : error;
  try {
    require('assert').throws(() => { throw thrown; }, match);
  } catch (cause) {
    const mismatch = failure('The test failed, but the error did not match the expected validation', kTestCode);
    mismatch.cause = cause;
    return mismatch;
  }
  return undefined;
}

module.exports = { checkExpected };
