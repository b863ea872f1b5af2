'use strict';

// A bucket of tokens, which fills by `rate` each second up to `burst`. A peer that empties it attacks.

const { MathFloor } = primordials;

const { now } = require('internal/perf/entries');

class RateLimit {
  #tokens;
  #burst;
  #rate;
  #second = 0;

  constructor(burst, rate) {
    this.#tokens = this.#burst = burst;
    this.#rate = rate;
  }

  // Takes a token; whether there was one.
  take() {
    const second = MathFloor(now() / 1000);
    if (second > this.#second) {
      const tokens = this.#tokens + (second - this.#second) * this.#rate;
      this.#tokens = tokens < this.#burst ? tokens : this.#burst;
      this.#second = second;
    }
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}

module.exports = { RateLimit };
