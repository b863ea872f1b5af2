'use strict';

// The memory of a module. Every access is checked; one outside of the memory is EOVERFLOW.

const {
  DataView, DataViewPrototypeGetBigUint64, DataViewPrototypeGetUint16, DataViewPrototypeGetUint32, DataViewPrototypeGetUint8,
  DataViewPrototypeSetBigUint64, DataViewPrototypeSetUint16, DataViewPrototypeSetUint32, DataViewPrototypeSetUint8, FunctionPrototypeCall,
  ObjectGetOwnPropertyDescriptor, TypedArrayPrototypeGetLength, TypedArrayPrototypeSet, TypedArrayPrototypeSlice,
  TypedArrayPrototypeSubarray, Uint8Array,
} = primordials;
const { isSharedArrayBuffer } = require('internal/util/types');
const { Buffer, isUtf8 } = require('buffer');
const { errno } = require('internal/wasi/constants');
const { fail } = require('internal/wasi/failure');

const readBuffer = ObjectGetOwnPropertyDescriptor(WebAssembly.Memory.prototype, 'buffer').get;
const bufferOf = (memory) => FunctionPrototypeCall(readBuffer, memory);

function isMemory(value) {
  try {
    return bufferOf(value) !== undefined;
  } catch {
    return false;
  }
}

class Memory {
  constructor(memory) {
    this.memory = memory;
    this.buffer = undefined;
    this.refresh();
  }

  // A memory that has grown has another buffer.
  refresh() {
    const buffer = bufferOf(this.memory);
    if (buffer === this.buffer) return;
    this.buffer = buffer;
    this.isShared = isSharedArrayBuffer(buffer);
    this.bytes = new Uint8Array(buffer);
    this.view = new DataView(buffer);
  }

  check(at, length) {
    if (at + length > TypedArrayPrototypeGetLength(this.bytes)) fail(errno.EOVERFLOW);
  }

  // The bytes, for reading only: a copy where the memory is shared, because another thread may change it meanwhile.
  take(at, length) {
    this.check(at, length);
    return this.isShared ? TypedArrayPrototypeSlice(this.bytes, at, at + length) : TypedArrayPrototypeSubarray(this.bytes, at, at + length);
  }

  // `write` writes into the bytes that it gets, and returns the number of them.
  fill(at, length, write) {
    this.check(at, length);
    if (!this.isShared) return write(TypedArrayPrototypeSubarray(this.bytes, at, at + length));
    const copy = new Uint8Array(length);
    const count = write(copy);
    this.put(at, TypedArrayPrototypeSubarray(copy, 0, count));
    return count;
  }

  put(at, bytes) {
    this.check(at, TypedArrayPrototypeGetLength(bytes));
    TypedArrayPrototypeSet(this.bytes, bytes, at);
  }

  text(at, length) {
    const bytes = this.take(at, length);
    if (!isUtf8(bytes)) fail(errno.EILSEQ);
    return FunctionPrototypeCall(Buffer.prototype.utf8Slice, bytes, 0, length);
  }

  // The places and lengths of a list of buffers.
  vectors(at, count) {
    this.check(at, count * 8);
    const found = [];
    for (let i = 0; i < count; i++) {
      const start = this.u32(at + i * 8);
      const length = this.u32(at + i * 8 + 4);
      this.check(start, length);
      found[i] = { __proto__: null, start, length };
    }
    return found;
  }

  u8(at) {
    return DataViewPrototypeGetUint8(this.view, at);
  }

  u16(at) {
    return DataViewPrototypeGetUint16(this.view, at, true);
  }

  u32(at) {
    return DataViewPrototypeGetUint32(this.view, at, true);
  }

  u64(at) {
    return DataViewPrototypeGetBigUint64(this.view, at, true);
  }

  setU8(at, value) {
    DataViewPrototypeSetUint8(this.view, at, value);
  }

  setU16(at, value) {
    DataViewPrototypeSetUint16(this.view, at, value, true);
  }

  setU32(at, value) {
    DataViewPrototypeSetUint32(this.view, at, value, true);
  }

  setU64(at, value) {
    DataViewPrototypeSetBigUint64(this.view, at, value, true);
  }
}

module.exports = { Memory, isMemory };
