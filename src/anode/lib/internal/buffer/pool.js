'use strict';

// FastBuffer is the class of all Buffers. Small buffers share a pool: a view of an existing ArrayBuffer takes a third of the time that a
// new ArrayBuffer and its view take.

const {
  TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset, Uint8Array,
} = primordials;

class FastBuffer extends Uint8Array {}

const MOST_TOGETHER = 8;

const pool = {
  __proto__: null,
  size: 0,      // of the current pool; programs may change Buffer.poolSize, the size of the next one
  offset: 0,    // of the free part, a multiple of 8
  bytes: null,  // the whole pool
  memory: null, // its ArrayBuffer
  // The object with `poolSize`: Buffer, once it is loaded.
  owner: { __proto__: null, poolSize: 8 * 1024 },
};

// Pools to come. To keep one from being detached costs 5 µs, and 1.5 where it is done for several at once.
let spares = [];
let together = 1;  // few programs need a second one

function makeSpares(size) {
  const { markAllAsUntransferable } = require('internal/buffer');
  const made = [], buffers = [];
  for (let i = 0; i < together; i++) {
    made[i] = new FastBuffer(size);
    buffers[i] = made[i].buffer;
  }
  markAllAsUntransferable(buffers);
  spares = made;
  together = MOST_TOGETHER;
}

/** Makes sure that `pool` has room for `length` bytes at `pool.offset`. */
function reserve(length) {
  if (length <= pool.size - pool.offset) return;
  const size = pool.owner.poolSize;
  if (spares.length === 0 || spares[0].length !== size) makeSpares(size);
  const bytes = spares[spares.length - 1];
  spares.length--;
  pool.size = size;  // all at once: a time limit may end the calls above
  pool.bytes = bytes;
  pool.memory = bytes.buffer;
  pool.offset = 0;
}

/** The next `length` bytes of the pool, after `reserve`. The rest begins at a multiple of 8. */
function take(length) {
  const { offset } = pool;
  pool.offset = (offset + length + 7) & ~7;
  return new FastBuffer(pool.memory, offset, length);
}

function fitsPool(length) {
  return length < (pool.owner.poolSize >>> 1);
}

/** A buffer of `size` bytes whose content does not matter. */
function allocate(size) {
  if (size <= 0) return new FastBuffer();
  if (!fitsPool(size)) return new FastBuffer(size);
  reserve(size);
  return take(size);
}

/** A Buffer on the memory of a Uint8Array. */
function asBuffer(bytes) {
  return new FastBuffer(
    TypedArrayPrototypeGetBuffer(bytes), TypedArrayPrototypeGetByteOffset(bytes), TypedArrayPrototypeGetByteLength(bytes));
}

module.exports = { FastBuffer, allocate, asBuffer, fitsPool, pool, reserve, take };
