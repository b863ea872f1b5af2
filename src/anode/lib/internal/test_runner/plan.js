'use strict';

// How many assertions and subtests a test has said it will make.

const { PromiseWithResolvers } = primordials;
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { failure, kTestCode, kTimeout } = require('internal/test_runner/failures');
const { TIMEOUT_MAX, Timeout, clearTimeout, insert } = require('internal/timers/timeout');
const { validateNumber, validateObject, validateUint32 } = require('internal/validators');

class TestPlan {
  #expected;
  #made = 0;
  #wait;
  #met;    // set while the test waits for the rest
  #timer;

  constructor(count, options) {
    validateUint32(count, 'count');
    validateObject(options, 'options');
    this.#expected = count;
    const { wait } = options;
    if (typeof wait === 'number') validateNumber(wait, 'options.wait', 0, TIMEOUT_MAX);
    else if (wait !== undefined && typeof wait !== 'boolean') throw new ERR_INVALID_ARG_TYPE('options.wait', ['boolean', 'number'], wait);
    this.#wait = wait ?? false;
  }

  count() {
    this.#made++;
    if (this.#met !== undefined && this.#made === this.#expected) {
      if (this.#timer !== undefined) clearTimeout(this.#timer);
      this.#met.resolve();
      this.#met = undefined;
    }
  }

  // Undefined if the plan is met, a promise if the test is to wait for that; throws otherwise.
  check() {
    if (this.#made === this.#expected) return undefined;
    if (this.#wait === false) throw failure(`plan expected ${this.#expected} assertions but received ${this.#made}`, kTestCode);
    this.#met ??= PromiseWithResolvers();
    if (this.#wait !== true) this.#startTimer(this.#met);
    return this.#met.promise;
  }

  #startTimer({ reject }) {
    this.#timer = new Timeout(() => {
      reject(failure(
        `plan timed out after ${this.#wait}ms with ${this.#made} assertions when expecting ${this.#expected}`, kTimeout));
    }, this.#wait, undefined, false, true);
    insert(this.#timer, this.#timer._idleTimeout);
  }
}

module.exports = { TestPlan };
