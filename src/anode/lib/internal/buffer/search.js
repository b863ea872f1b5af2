'use strict';

// Comparing buffers, and finding bytes in them.

const {
  Int32Array,
  MathMin,
  MathTrunc,
  NumberIsNaN,
  TypedArrayPrototypeFill,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeIndexOf,
  TypedArrayPrototypeLastIndexOf,
  Uint8Array,
} = primordials;

const { codes: { ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING } } = require('internal/errors');
const { getAsyncContext, setAsyncContext } = require('internal/engine');
const { isUint8Array } = require('internal/util/types');
const { validateBuffer } = require('internal/validators');
const { MOST_NEEDLE, find: find16, findByte } = require('internal/buffer/bytes');
const { encodings, findEncoding } = require('internal/buffer/encodings');

// The first difference of a[aStart…] and b[bStart…] within `length` bytes, or `length`.
function mismatch(a, aStart, b, bStart, length) {
  let i = 0;
  const aAt = a.byteOffset + aStart;
  const bAt = b.byteOffset + bStart;
  if (length >= 64 && ((aAt ^ bAt) & 3) === 0) {
    for (; (aAt + i) & 3; i++) {
      if (a[aStart + i] !== b[bStart + i]) return i;
    }
    const words = (length - i) >>> 2;
    const aWords = new Int32Array(a.buffer, aAt + i, words);
    const bWords = new Int32Array(b.buffer, bAt + i, words);
    let w = 0;
    const quads = words & ~3;
    while (w < quads && ((aWords[w] ^ bWords[w]) | (aWords[w + 1] ^ bWords[w + 1]) |
                         (aWords[w + 2] ^ bWords[w + 2]) | (aWords[w + 3] ^ bWords[w + 3])) === 0) w += 4;
    while (w < words && aWords[w] === bWords[w]) w++;
    i += w * 4;
  }
  while (i < length && a[aStart + i] === b[bStart + i]) i++;
  return i;
}

function compareRanges(a, aStart, aEnd, b, bStart, bEnd) {
  const aLength = aEnd - aStart;
  const bLength = bEnd - bStart;
  const shared = MathMin(aLength, bLength);
  const at = mismatch(a, aStart, b, bStart, shared);
  if (at < shared) return a[aStart + at] < b[bStart + at] ? -1 : 1;
  return aLength === bLength ? 0 : (aLength < bLength ? -1 : 1);
}

const compare = (a, b) => compareRanges(a, 0, a.length, b, 0, b.length);
const equals = (a, b) => a.length === b.length && mismatch(a, 0, b, 0, a.length) === a.length;

// Where a search with the given offset starts, or -1 if nothing can be found.
function startAt(length, offset, needleLength, forward) {
  if (offset < 0) {
    if (offset + length >= 0) return length + offset;
    return forward || needleLength === 0 ? 0 : -1;
  }
  if (offset + needleLength <= length) return offset;
  if (needleLength === 0) return length;
  return forward ? -1 : length - 1;
}

function matches(hay, at, needle) {
  for (let i = 1; i < needle.length; i++) {
    if (hay[at + i] !== needle[i]) return false;
  }
  return true;
}

// From this many bytes on, copying them to WebAssembly's memory, where sixteen are compared at once, pays.
const LONG_HAY = 192;

// Boyer-Moore-Horspool, for long needles: after a miss, the byte under the needle's end decides how far to skip.
function findLong(hay, needle, start) {
  const last = needle.length - 1;
  const skip = TypedArrayPrototypeFill(new Int32Array(256), needle.length);
  for (let i = 0; i < last; i++) skip[needle[i]] = last - i;
  const limit = hay.length - needle.length;
  for (let at = start; at <= limit; at += skip[hay[at + last]]) {
    if (hay[at + last] === needle[last] && hay[at] === needle[0] && matches(hay, at, needle)) return at;
  }
  return -1;
}

// Very long data is not copied: the C library searches it in place.
const VERY_LONG_HAY = 1 << 17;
const MOST_CANDIDATES = 8;

// Returns undefined where the engine cannot do that.
function findByteInPlace(hay, byte, start) {
  const before = getAsyncContext();
  setAsyncContext(hay);
  const found = binding('engine').find_byte(byte, start, hay.length);
  setAsyncContext(before);
  return found ?? undefined;
}

function findVeryLong(hay, needle, start) {
  for (let i = 0; i < MOST_CANDIDATES; i++) {
    const at = findByteInPlace(hay, needle[0], start);
    if (at === undefined) break;
    if (at === -1 || at > hay.length - needle.length) return -1;
    if (matches(hay, at, needle)) return at;
    start = at + 1;
  }
  return needle.length <= MOST_NEEDLE ? find16(hay, needle, start, 1) : findLong(hay, needle, start);
}

function findFirst(hay, needle, start, step) {
  if (hay.length - start >= VERY_LONG_HAY && step === 1) return findVeryLong(hay, needle, start);
  if (hay.length - start >= LONG_HAY) {
    if (needle.length <= MOST_NEEDLE) return find16(hay, needle, start, step);
    if (step === 1) return findLong(hay, needle, start);
  }
  const limit = hay.length - needle.length;
  let at = start;
  while (at <= limit && (at = TypedArrayPrototypeIndexOf(hay, needle[0], at)) !== -1 && at <= limit) {
    if (at % step === 0 && matches(hay, at, needle)) return at;
    at++;
  }
  return -1;
}

// `step` is 2 for utf16le, where matches begin at whole units.
function findBytes(hay, needle, start, forward, step) {
  if (forward) return findFirst(hay, needle, start, step);
  let at = MathMin(start, hay.length - needle.length);
  while (at >= 0 && (at = TypedArrayPrototypeLastIndexOf(hay, needle[0], at)) !== -1) {
    if (at % step === 0 && matches(hay, at, needle)) return at;
    at--;
  }
  return -1;
}

function findNeedle(hay, needle, offset, forward, encoding) {
  const length = encoding === encodings.utf16le ? hay.length & ~1 : hay.length;  // whole units
  const start = startAt(length, offset, needle.length, forward);
  if (needle.length === 0) return start;
  if (length === 0 || start < 0 || needle.length > length || (forward && start + needle.length > length)) return -1;
  if (encoding !== encodings.utf16le) return findBytes(hay, needle, start, forward, 1);
  if (length < 2 || needle.length < 2) return -1;
  return findBytes(hay, needle, start - start % 2, forward, 2);
}

const SHORT_NEEDLE = 64;  // characters: three bytes each at most
const shortNeedle = new Uint8Array(256);

// A view with its true length: programs may define another `length`.
function honest(view) {
  const length = TypedArrayPrototypeGetLength(view);
  if (view.length === length) return view;
  if (length === 0) return new Uint8Array(0);  // the buffer may be detached
  return new Uint8Array(TypedArrayPrototypeGetBuffer(view), TypedArrayPrototypeGetByteOffset(view), length);
}

/** The common part of indexOf, lastIndexOf and includes. */
function find(buffer, value, byteOffset, encoding, forward) {
  validateBuffer(buffer);
  if (typeof byteOffset === 'string') {
    encoding = byteOffset;
    byteOffset = undefined;
  } else if (byteOffset > 0x7fffffff) {
    byteOffset = 0x7fffffff;
  } else if (byteOffset < -0x80000000) {
    byteOffset = -0x80000000;
  }
  byteOffset = +byteOffset;
  if (NumberIsNaN(byteOffset)) byteOffset = forward ? 0 : (buffer.length || buffer.byteLength);
  byteOffset = MathTrunc(byteOffset);
  const bytes = isUint8Array(buffer) ? honest(buffer) : new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);

  if (typeof value === 'number') {
    const start = startAt(bytes.length, byteOffset, 1, forward);
    if (start < 0 || bytes.length === 0) return -1;
    const byte = value & 0xff;
    if (!forward) return TypedArrayPrototypeLastIndexOf(bytes, byte, start);
    if (bytes.length - start >= VERY_LONG_HAY) return findByteInPlace(bytes, byte, start) ?? findByte(bytes, byte, start);
    return bytes.length - start >= LONG_HAY ? findByte(bytes, byte, start) : TypedArrayPrototypeIndexOf(bytes, byte, start);
  }

  const found = encoding === undefined ? encodings.utf8 : findEncoding(encoding);
  if (typeof value === 'string') {
    if (found === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    const room = value.length <= SHORT_NEEDLE ? shortNeedle : new Uint8Array(found.byteLength(value));
    const written = found.write(room, value, 0, room.length);
    const needle = written === room.length ? room : new Uint8Array(room.buffer, 0, written);
    return findNeedle(bytes, needle, byteOffset, forward, found);
  }
  if (isUint8Array(value)) return findNeedle(bytes, honest(value), byteOffset, forward, found);
  throw new ERR_INVALID_ARG_TYPE('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
}

module.exports = { compare, compareRanges, equals, find };
