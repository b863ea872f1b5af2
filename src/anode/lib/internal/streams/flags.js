'use strict';

// Both sides of a stream keep their flags in one small integer, state[kState]. These bits mean the same in both.

const { Symbol } = primordials;

const kOnConstructed = Symbol('kOnConstructed');

const kState = Symbol('kState');
const kObjectMode = 1 << 0;
const kErrorEmitted = 1 << 1;
const kAutoDestroy = 1 << 2;
const kEmitClose = 1 << 3;
const kDestroyed = 1 << 4;
const kClosed = 1 << 5;
const kCloseEmitted = 1 << 6;
const kErrored = 1 << 7;
const kConstructed = 1 << 8;

/** A property that reads and writes one bit of state[kState]. */
function bit(mask) {
  return {
    __proto__: null,
    enumerable: false,
    get() { return (this[kState] & mask) !== 0; },
    set(value) {
      if (value) this[kState] |= mask;
      else this[kState] &= ~mask;
    },
  };
}

/** A property whose value is kept under `key`, and whose bit says whether there is one. */
function optional(mask, key) {
  return {
    __proto__: null,
    enumerable: false,
    get() { return (this[kState] & mask) !== 0 ? this[key] : null; },
    set(value) {
      if (value) {
        this[key] = value;
        this[kState] |= mask;
      } else {
        this[kState] &= ~mask;
      }
    },
  };
}

/** `defaultEncoding`: one bit for the usual utf8, `key` for any other. */
function encodingOr(mask, key) {
  return {
    __proto__: null,
    enumerable: false,
    get() { return (this[kState] & mask) !== 0 ? 'utf8' : this[key]; },
    set(value) {
      if (value === 'utf8' || value === 'utf-8') {
        this[kState] |= mask;
      } else {
        this[kState] &= ~mask;
        this[key] = value;
      }
    },
  };
}

module.exports = {
  bit, encodingOr, kAutoDestroy, kCloseEmitted, kClosed, kConstructed, kDestroyed, kEmitClose, kErrorEmitted, kErrored,
  kObjectMode, kOnConstructed, kState, optional,
};
