'use strict';

// Two connected streams: data written to one is read from the other.

const { Symbol } = primordials;

const Duplex = require('internal/streams/duplex');
const assert = require('internal/assert');

const kCallback = Symbol('Callback');
const kConnect = Symbol('InitOtherSide');

class DuplexSide extends Duplex {
  #other = null;

  constructor(options) {
    super(options);
    this[kCallback] = null;
  }

  [kConnect](other) {
    assert(this.#other === null);
    this.#other = other;
  }

  _read() {
    const callback = this[kCallback];
    if (callback) {
      this[kCallback] = null;
      callback();
    }
  }

  // Done when the other side is read from again.
  _write(chunk, encoding, callback) {
    assert(this.#other !== null);
    assert(this.#other[kCallback] === null);
    if (chunk.length === 0) {
      process.nextTick(callback);
    } else {
      this.#other.push(chunk);
      this.#other[kCallback] = callback;
    }
  }

  _final(callback) {
    this.#other.on('end', callback);
    this.#other.push(null);
  }

  _destroy(err, callback) {
    const other = this.#other;
    if (other !== null && !other.destroyed) {
      // The other side closes too, but our error is not its error.
      process.nextTick(() => {
        if (other.destroyed) return;
        if (err) other.destroy();
        else other.push(null);
      });
    }
    callback(err);
  }
}

module.exports = function duplexPair(options) {
  const first = new DuplexSide(options);
  const second = new DuplexSide(options);
  first[kConnect](second);
  second[kConnect](first);
  return [first, second];
};
