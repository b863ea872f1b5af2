'use strict';

// FastBuffer is the class every Buffer really is, and small ones share a pool: making a view of an
// existing ArrayBuffer costs a third of making the ArrayBuffer as well.

const {
  TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset, Uint8Array,
} = primordials;

class FastBuffer extends Uint8Array {}

const pool = {
  __proto__: null,
  size: 0,      // of the current pool: user code may change Buffer.poolSize, which is the next one's
  offset: 0,    // where it is still free, a multiple of 8
  bytes: null,  // the whole of it
  memory: null, // its ArrayBuffer
  // The function that owns `poolSize`; Buffer puts itself here.
  owner: { __proto__: null, poolSize: 8 * 1024 },
};

/** Makes sure that `pool` has room for `length` bytes at `pool.offset`. */
function reserve(length) {
  if (length <= pool.size - pool.offset) return;
  const { markAsUntransferable } = require('internal/buffer');
  pool.size = pool.owner.poolSize;
  pool.bytes = new FastBuffer(pool.size);
  pool.memory = pool.bytes.buffer;
  pool.offset = 0;
  markAsUntransferable(pool.memory);
}

/** The next `length` bytes of the pool; `reserve` came first. Later ones start at a multiple of 8. */
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
