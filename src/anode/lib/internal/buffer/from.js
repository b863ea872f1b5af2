'use strict';

// Buffer.from() and similar functions.

const {
  ArrayIsArray,
  MathMin,
  NumberIsNaN,
  SymbolToPrimitive,
  TypedArrayPrototypeCopyWithin,
  TypedArrayPrototypeFill,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeSet,
  TypedArrayPrototypeSubarray,
  Uint16Array,
  Uint8Array,
} = primordials;

const { encodeUtf8, utf8ByteLength } = require('internal/engine');
const {
  codes: { ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING },
} = require('internal/errors');
const { isAnyArrayBuffer, isTypedArray, isUint8Array } = require('internal/util/types');
const { validateArray, validateInteger } = require('internal/validators');
const { FastBuffer, allocate, fitsPool, pool, reserve, take } = require('internal/buffer/pool');
const { encodings, findEncoding } = require('internal/buffer/encodings');
const { encodeUnits, unitsOf } = require('internal/buffer/bytes');
const { SHORT_STRING, encodeInto } = require('internal/buffer/utf8');

const LONG_STRING = 4096;

function fromUtf8(string) {
  const { length } = string;
  if (length === 0) return new FastBuffer();
  if (length <= SHORT_STRING && fitsPool(length * 3)) {
    reserve(length * 3);
    return take(encodeInto(string, pool.bytes, pool.offset, length * 3));
  }
  const size = utf8ByteLength(string);
  if (size !== length) {  // not ASCII
    if (fitsPool(size)) {
      reserve(size);
      return take(encodeInto(string, pool.bytes, pool.offset, size));
    }
    if (length > LONG_STRING) {
      const units = unitsOf(string);
      const buf = new FastBuffer(size);
      encodeUnits(isUint8Array(units) ? new Uint16Array(units) : units, buf);
      return buf;
    }
  }
  return fromAscii(string);
}

// V8 writes a string of ASCII in a third of the time that a loop takes for 1 KB.
function fromAscii(string) {
  const bytes = encodeUtf8(string);
  return new FastBuffer(bytes.buffer, bytes.byteOffset, bytes.length);
}

function fromString(string, name) {
  if (!name || name === 'utf8' || typeof name !== 'string') return fromUtf8(string);
  const encoding = findEncoding(name);
  if (encoding === undefined) throw new ERR_UNKNOWN_ENCODING(name);
  if (encoding === encodings.utf8) return fromUtf8(string);
  if (string.length === 0) return new FastBuffer();
  const most = encoding.byteLength(string);
  if ((encoding === encodings.latin1 || encoding === encodings.ascii) && most > SHORT_STRING && utf8ByteLength(string) === most) {
    return fromAscii(string);
  }
  if (encoding === encodings.latin1 && most > LONG_STRING) {
    const own = latin1Bytes(string);
    if (own !== undefined) return own;
  }
  const buf = allocate(most);
  const written = encoding.write(buf, string, 0, most);
  return written < most ? new FastBuffer(buf.buffer, buf.byteOffset, written) : buf;
}

// The bytes of the serialiser without their head: copying them would cost a second allocation.
function latin1Bytes(string) {
  const units = unitsOf(string);
  if (!isUint8Array(units)) return undefined;
  const { buffer, byteOffset, length } = units;
  TypedArrayPrototypeCopyWithin(new Uint8Array(buffer), 0, byteOffset, byteOffset + length);
  return new FastBuffer(buffer, 0, length);
}

function fromArrayBuffer(memory, byteOffset, length) {
  byteOffset = byteOffset === undefined ? 0 : +byteOffset;
  if (NumberIsNaN(byteOffset)) byteOffset = 0;
  const most = memory.byteLength - byteOffset;
  if (most < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (length !== undefined) {
    length = +length;
    if (!(length > 0)) length = 0;
    else if (length > most) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  }
  return new FastBuffer(memory, byteOffset, length);
}

function fromArrayLike(list) {
  const { length } = list;
  if (length <= 0) return new FastBuffer();
  if (!fitsPool(length)) return new FastBuffer(list);
  reserve(length);
  const buf = take(length);
  TypedArrayPrototypeSet(buf, list, 0);
  return buf;
}

function fromObject(value) {
  if (value.length !== undefined || isAnyArrayBuffer(value.buffer)) {
    return typeof value.length === 'number' ? fromArrayLike(value) : new FastBuffer();
  }
  return value.type === 'Buffer' && ArrayIsArray(value.data) ? fromArrayLike(value.data) : undefined;
}

function from(value, encodingOrOffset, length) {
  if (typeof value === 'string') return fromString(value, encodingOrOffset);
  if (typeof value === 'object' && value !== null) {
    if (isAnyArrayBuffer(value)) return fromArrayBuffer(value, encodingOrOffset, length);
    const inner = value.valueOf && value.valueOf();
    if (inner != null && inner !== value && (typeof inner === 'string' || typeof inner === 'object')) {
      return from(inner, encodingOrOffset, length);
    }
    const made = fromObject(value);
    if (made !== undefined) return made;
    if (typeof value[SymbolToPrimitive] === 'function') {
      const primitive = value[SymbolToPrimitive]('string');
      if (typeof primitive === 'string') return fromString(primitive, encodingOrOffset);
    }
  }
  throw new ERR_INVALID_ARG_TYPE(
    'first argument', ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value);
}

function copyBytesFrom(view, offset, length) {
  if (!isTypedArray(view)) throw new ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view);
  const count = TypedArrayPrototypeGetLength(view);
  if (count === 0) return new FastBuffer();
  let start = 0;
  let end = count;
  if (offset !== undefined) {
    validateInteger(offset, 'offset', 0);
    if (offset >= count) return new FastBuffer();
    start = offset;
  }
  if (length !== undefined) {
    validateInteger(length, 'length', 0);
    end = MathMin(start + length, count);
  }
  if (end <= start) return new FastBuffer();
  const size = TypedArrayPrototypeGetByteLength(view) / count;
  return fromArrayLike(new Uint8Array(
    TypedArrayPrototypeGetBuffer(view), TypedArrayPrototypeGetByteOffset(view) + start * size, (end - start) * size));
}

function concat(list, length) {
  validateArray(list, 'list');
  if (list.length === 0) return new FastBuffer();
  const given = length !== undefined;
  if (given) validateInteger(length, 'length', 0);
  let total = 0;
  for (let i = 0; i < list.length; i++) {
    if (!isUint8Array(list[i])) throw new ERR_INVALID_ARG_TYPE(`list[${i}]`, ['Buffer', 'Uint8Array'], list[i]);
    total += TypedArrayPrototypeGetByteLength(list[i]);
  }
  if (!given) length = total;
  const buf = allocate(length);
  let at = 0;
  for (let i = 0; i < list.length && at < length; i++) {
    const bytes = list[i];
    const size = TypedArrayPrototypeGetByteLength(bytes);
    TypedArrayPrototypeSet(buf, at + size > length ? TypedArrayPrototypeSubarray(bytes, 0, length - at) : bytes, at);
    at += size;
  }
  if (at < length) TypedArrayPrototypeFill(buf, 0, at, length);
  return buf;
}

function of(...items) {
  const buf = new FastBuffer(items.length);
  for (let i = 0; i < items.length; i++) buf[i] = items[i];
  return buf;
}

module.exports = { concat, copyBytesFrom, from, of };
