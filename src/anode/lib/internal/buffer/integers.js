'use strict';

// readInt…, writeInt… and similar methods: numbers of 1 to 6 bytes, and 64-bit ones as BigInt. A read looks at the first and the last
// byte. If one is undefined the offset was wrong, and only then is the reason determined.

const { BigInt, MathFloor, Number } = primordials;

const {
  codes: { ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { validateNumber } = require('internal/validators');

function wrongOffset(value, most, name = 'offset', least = 0) {
  validateNumber(value, name);
  if (MathFloor(value) !== value) throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
  if (most < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS();
  throw new ERR_OUT_OF_RANGE(name, `>= ${least} and <= ${most}`, value);
}

function checkOffset(buf, offset, size) {
  if (typeof offset !== 'number' || buf[offset] === undefined || buf[offset + size - 1] === undefined) {
    wrongOffset(offset, buf.length - size);
  }
}

function wrongValue(value, min, max, size) {
  const n = typeof min === 'bigint' ? 'n' : '';
  let range;
  if (size <= 4) range = `>= ${min} and <= ${max}`;
  else if (min < 0) range = `>= -(2${n} ** ${size * 8 - 1}${n}) and < 2${n} ** ${size * 8 - 1}${n}`;
  else range = `>= 0${n} and < 2${n} ** ${size * 8}${n}`;
  throw new ERR_OUT_OF_RANGE('value', range, value);
}

function check(buf, value, offset, min, max, size) {
  if (value > max || value < min) wrongValue(value, min, max, size);  // NaN passes, and is written as 0
  checkOffset(buf, offset, size);
}

// --- one, two and four bytes, by hand -------------------------------------------------------

function readUInt8(buf, offset = 0) {
  const value = typeof offset === 'number' ? buf[offset] : undefined;
  if (value === undefined) wrongOffset(offset, buf.length - 1);
  return value;
}

function readUInt16LE(buf, offset = 0) {
  checkOffset(buf, offset, 2);
  return buf[offset] | (buf[offset + 1] << 8);
}

function readUInt16BE(buf, offset = 0) {
  checkOffset(buf, offset, 2);
  return (buf[offset] << 8) | buf[offset + 1];
}

function readInt32LE(buf, offset = 0) {
  checkOffset(buf, offset, 4);
  return buf[offset] | (buf[offset + 1] << 8) | (buf[offset + 2] << 16) | (buf[offset + 3] << 24);
}

function readInt32BE(buf, offset = 0) {
  checkOffset(buf, offset, 4);
  return (buf[offset] << 24) | (buf[offset + 1] << 16) | (buf[offset + 2] << 8) | buf[offset + 3];
}

const readUInt32LE = (buf, offset) => readInt32LE(buf, offset) >>> 0;
const readUInt32BE = (buf, offset) => readInt32BE(buf, offset) >>> 0;
const readInt8 = (buf, offset) => (readUInt8(buf, offset) << 24) >> 24;
const readInt16LE = (buf, offset) => (readUInt16LE(buf, offset) << 16) >> 16;
const readInt16BE = (buf, offset) => (readUInt16BE(buf, offset) << 16) >> 16;

function write8(buf, value, offset, min, max) {
  value = +value;
  if (typeof offset !== 'number') validateNumber(offset, 'offset');
  check(buf, value, offset, min, max, 1);
  buf[offset] = value;
  return offset + 1;
}

function write16LE(buf, value, offset, min, max) {
  value = +value;
  check(buf, value, offset, min, max, 2);
  buf[offset++] = value;
  buf[offset++] = value >>> 8;
  return offset;
}

function write16BE(buf, value, offset, min, max) {
  value = +value;
  check(buf, value, offset, min, max, 2);
  buf[offset++] = value >>> 8;
  buf[offset++] = value;
  return offset;
}

function write32LE(buf, value, offset, min, max) {
  value = +value;
  check(buf, value, offset, min, max, 4);
  buf[offset++] = value;
  buf[offset++] = value >>> 8;
  buf[offset++] = value >>> 16;
  buf[offset++] = value >>> 24;
  return offset;
}

function write32BE(buf, value, offset, min, max) {
  value = +value;
  check(buf, value, offset, min, max, 4);
  buf[offset++] = value >>> 24;
  buf[offset++] = value >>> 16;
  buf[offset++] = value >>> 8;
  buf[offset++] = value;
  return offset;
}

// --- three, five and six bytes: past 32 bits, so by multiplication --------------------------

function checkSize(offset, byteLength) {
  if (offset === undefined) throw new ERR_INVALID_ARG_TYPE('offset', 'number', offset);
  if (byteLength !== 1 && byteLength !== 2 && byteLength !== 3 && byteLength !== 4 && byteLength !== 5 && byteLength !== 6) {
    wrongOffset(byteLength, 6, 'byteLength', 1);
  }
}

function readUIntLE(buf, offset, byteLength) {
  checkSize(offset, byteLength);
  checkOffset(buf, offset, byteLength);
  let value = 0;
  for (let i = byteLength - 1; i >= 0; i--) value = value * 0x100 + buf[offset + i];
  return value;
}

function readUIntBE(buf, offset, byteLength) {
  checkSize(offset, byteLength);
  checkOffset(buf, offset, byteLength);
  let value = 0;
  for (let i = 0; i < byteLength; i++) value = value * 0x100 + buf[offset + i];
  return value;
}

function signed(value, byteLength) {
  const half = 2 ** (byteLength * 8 - 1);
  return value < half ? value : value - 2 * half;
}

function writeIntegerLE(buf, value, offset, byteLength, min, max) {
  value = +value;
  check(buf, value, offset, min, max, byteLength);
  for (let i = 0; i < byteLength; i++) {
    buf[offset + i] = value;
    value = MathFloor(value / 0x100);
  }
  return offset + byteLength;
}

function writeIntegerBE(buf, value, offset, byteLength, min, max) {
  value = +value;
  check(buf, value, offset, min, max, byteLength);
  for (let i = byteLength - 1; i >= 0; i--) {
    buf[offset + i] = value;
    value = MathFloor(value / 0x100);
  }
  return offset + byteLength;
}

const unsignedMax = (byteLength) => 2 ** (byteLength * 8) - 1;
const signedMax = (byteLength) => 2 ** (byteLength * 8 - 1) - 1;

// A missing byteLength is reported before a wrong value or offset.
function writeSize(byteLength) {
  checkSize(0, byteLength);
  return byteLength;
}

// --- eight bytes ----------------------------------------------------------------------------

function bigFrom(high, low) {
  return (BigInt(high) << 32n) | BigInt(low >>> 0);
}

function halves(value) {
  return { low: Number(value & 0xffffffffn), high: Number((value >> 32n) & 0xffffffffn) };
}

function put32LE(buf, value, offset) {
  buf[offset] = value;
  buf[offset + 1] = value >>> 8;
  buf[offset + 2] = value >>> 16;
  buf[offset + 3] = value >>> 24;
}

function put32BE(buf, value, offset) {
  buf[offset] = value >>> 24;
  buf[offset + 1] = value >>> 16;
  buf[offset + 2] = value >>> 8;
  buf[offset + 3] = value;
}

function write64LE(buf, value, offset, min, max) {
  check(buf, value, offset, min, max, 8);
  const { low, high } = halves(value);
  put32LE(buf, low, offset);
  put32LE(buf, high, offset + 4);
  return offset + 8;
}

function write64BE(buf, value, offset, min, max) {
  check(buf, value, offset, min, max, 8);
  const { low, high } = halves(value);
  put32BE(buf, high, offset);
  put32BE(buf, low, offset + 4);
  return offset + 8;
}

const U64 = 0xffffffffffffffffn;
const I64 = 0x7fffffffffffffffn;

const methods = {
  __proto__: null,
  readUInt8(offset) { return readUInt8(this, offset); },
  readUInt16LE(offset) { return readUInt16LE(this, offset); },
  readUInt16BE(offset) { return readUInt16BE(this, offset); },
  readUInt32LE(offset) { return readUInt32LE(this, offset); },
  readUInt32BE(offset) { return readUInt32BE(this, offset); },
  readUIntLE(offset, byteLength) { return readUIntLE(this, offset, byteLength); },
  readUIntBE(offset, byteLength) { return readUIntBE(this, offset, byteLength); },
  readInt8(offset) { return readInt8(this, offset); },
  readInt16LE(offset) { return readInt16LE(this, offset); },
  readInt16BE(offset) { return readInt16BE(this, offset); },
  readInt32LE(offset) { return readInt32LE(this, offset); },
  readInt32BE(offset) { return readInt32BE(this, offset); },
  readIntLE(offset, byteLength) { return signed(readUIntLE(this, offset, byteLength), byteLength); },
  readIntBE(offset, byteLength) { return signed(readUIntBE(this, offset, byteLength), byteLength); },
  readBigUInt64LE(offset = 0) {
    checkOffset(this, offset, 8);
    return bigFrom(readUInt32LE(this, offset + 4), readInt32LE(this, offset));
  },
  readBigUInt64BE(offset = 0) {
    checkOffset(this, offset, 8);
    return bigFrom(readUInt32BE(this, offset), readInt32BE(this, offset + 4));
  },
  readBigInt64LE(offset = 0) {
    checkOffset(this, offset, 8);
    return bigFrom(readInt32LE(this, offset + 4), readInt32LE(this, offset));
  },
  readBigInt64BE(offset = 0) {
    checkOffset(this, offset, 8);
    return bigFrom(readInt32BE(this, offset), readInt32BE(this, offset + 4));
  },
  writeUInt8(value, offset = 0) { return write8(this, value, offset, 0, 0xff); },
  writeUInt16LE(value, offset = 0) { return write16LE(this, value, offset, 0, 0xffff); },
  writeUInt16BE(value, offset = 0) { return write16BE(this, value, offset, 0, 0xffff); },
  writeUInt32LE(value, offset = 0) { return write32LE(this, value, offset, 0, 0xffffffff); },
  writeUInt32BE(value, offset = 0) { return write32BE(this, value, offset, 0, 0xffffffff); },
  writeUIntLE(value, offset, byteLength) {
    return writeIntegerLE(this, value, offset, writeSize(byteLength), 0, unsignedMax(byteLength));
  },
  writeUIntBE(value, offset, byteLength) {
    return writeIntegerBE(this, value, offset, writeSize(byteLength), 0, unsignedMax(byteLength));
  },
  writeInt8(value, offset = 0) { return write8(this, value, offset, -0x80, 0x7f); },
  writeInt16LE(value, offset = 0) { return write16LE(this, value, offset, -0x8000, 0x7fff); },
  writeInt16BE(value, offset = 0) { return write16BE(this, value, offset, -0x8000, 0x7fff); },
  writeInt32LE(value, offset = 0) { return write32LE(this, value, offset, -0x80000000, 0x7fffffff); },
  writeInt32BE(value, offset = 0) { return write32BE(this, value, offset, -0x80000000, 0x7fffffff); },
  writeIntLE(value, offset, byteLength) {
    return writeIntegerLE(this, value, offset, writeSize(byteLength), -signedMax(byteLength) - 1, signedMax(byteLength));
  },
  writeIntBE(value, offset, byteLength) {
    return writeIntegerBE(this, value, offset, writeSize(byteLength), -signedMax(byteLength) - 1, signedMax(byteLength));
  },
  writeBigUInt64LE(value, offset = 0) { return write64LE(this, value, offset, 0n, U64); },
  writeBigUInt64BE(value, offset = 0) { return write64BE(this, value, offset, 0n, U64); },
  writeBigInt64LE(value, offset = 0) { return write64LE(this, value, offset, -I64 - 1n, I64); },
  writeBigInt64BE(value, offset = 0) { return write64BE(this, value, offset, -I64 - 1n, I64); },
};

// Each unsigned method has a second name with a small i.
const small = ['8', '16LE', '16BE', '32LE', '32BE', 'LE', 'BE'];
for (let i = 0; i < small.length; i++) {
  methods[`readUint${small[i]}`] = methods[`readUInt${small[i]}`];
  methods[`writeUint${small[i]}`] = methods[`writeUInt${small[i]}`];
}
methods.readBigUint64LE = methods.readBigUInt64LE;
methods.readBigUint64BE = methods.readBigUInt64BE;
methods.writeBigUint64LE = methods.writeBigUInt64LE;
methods.writeBigUint64BE = methods.writeBigUInt64BE;

module.exports = { checkOffset, methods };
