'use strict';

// t.waitFor(): calls a function again and again until it does not throw.

const { Error, PromiseWithResolvers } = primordials;
const { TIMEOUT_MAX, clearTimeout, setTimeout } = require('internal/timers/timeout');
const { validateFunction, validateNumber, validateObject } = require('internal/validators');

function waitFor(condition, options) {
  validateFunction(condition, 'condition');
  validateObject(options, 'options');
  const { interval = 50, timeout = 1000 } = options;
  validateNumber(interval, 'options.interval', 0, TIMEOUT_MAX);
  validateNumber(timeout, 'options.timeout', 0, TIMEOUT_MAX);

  const { promise, resolve, reject } = PromiseWithResolvers();
  let failed = false;
  let last;
  let next;
  const limit = setTimeout(() => {
    clearTimeout(next);
    const error = new Error('waitFor() timed out');
    if (failed) error.cause = last;
    reject(error);
  }, timeout);
  const attempt = async () => {
    try {
      const result = await condition();
      clearTimeout(next);
      clearTimeout(limit);
      resolve(result);
    } catch (error) {
      failed = true;
      last = error;
      next = setTimeout(attempt, interval);
    }
  };
  attempt();
  return promise;
}

module.exports = { waitFor };
