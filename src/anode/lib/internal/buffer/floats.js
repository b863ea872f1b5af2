'use strict';

// Floating point numbers, through a scratch array that shares its bytes. V8's platforms are little-endian, so the scratch bytes are in LE
// order.

const { Float32Array, Float64Array, TypedArrayPrototypeGetBuffer, Uint8Array } = primordials;
const { checkOffset } = require('internal/buffer/integers');

const float = new Float32Array(1);
const floatBytes = new Uint8Array(TypedArrayPrototypeGetBuffer(float));
const double = new Float64Array(1);
const doubleBytes = new Uint8Array(TypedArrayPrototypeGetBuffer(double));

function load(bytes, buf, offset, size) {
  checkOffset(buf, offset, size);
  for (let i = 0; i < size; i++) bytes[i] = buf[offset + i];
}

function loadReversed(bytes, buf, offset, size) {
  checkOffset(buf, offset, size);
  for (let i = 0; i < size; i++) bytes[size - 1 - i] = buf[offset + i];
}

function store(bytes, buf, offset, size) {
  checkOffset(buf, offset, size);
  for (let i = 0; i < size; i++) buf[offset + i] = bytes[i];
  return offset + size;
}

function storeReversed(bytes, buf, offset, size) {
  checkOffset(buf, offset, size);
  for (let i = 0; i < size; i++) buf[offset + i] = bytes[size - 1 - i];
  return offset + size;
}

const methods = {
  __proto__: null,
  readFloatLE(offset = 0) { load(floatBytes, this, offset, 4); return float[0]; },
  readFloatBE(offset = 0) { loadReversed(floatBytes, this, offset, 4); return float[0]; },
  readDoubleLE(offset = 0) { load(doubleBytes, this, offset, 8); return double[0]; },
  readDoubleBE(offset = 0) { loadReversed(doubleBytes, this, offset, 8); return double[0]; },
  writeFloatLE(value, offset = 0) { float[0] = value; return store(floatBytes, this, offset, 4); },
  writeFloatBE(value, offset = 0) { float[0] = value; return storeReversed(floatBytes, this, offset, 4); },
  writeDoubleLE(value, offset = 0) { double[0] = value; return store(doubleBytes, this, offset, 8); },
  writeDoubleBE(value, offset = 0) { double[0] = value; return storeReversed(doubleBytes, this, offset, 8); },
};

module.exports = { methods };
