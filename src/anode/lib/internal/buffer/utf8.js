'use strict';

// UTF-8 in both directions. The engine's coder is the fastest for long text. For short text a call to it takes longer than the work in
// JavaScript.

const {
  Array,
  ReflectApply,
  StringFromCharCode,
  StringPrototypeCharCodeAt,
  TypedArrayPrototypeSet,
  TypedArrayPrototypeSubarray,
  Uint8Array,
} = primordials;

const { decodeUtf8, encodeUtf8, utf8ByteLength } = require('internal/engine');
const { genericNodeError } = require('internal/errors');

const kStringMaxLength = 0x1fffffe8;
const SHORT_STRING = 128;   // to encode
const SHORT_COUNT = 10;     // to measure
const SHORT_BYTES = 24;

function stringTooLong() {
  return genericNodeError('Cannot create a string longer than 0x1fffffe8 characters', { code: 'ERR_STRING_TOO_LONG' });
}

function utf8Slice(buf, start, end) {
  const length = end - start;
  if (length <= 0) return '';
  if (length <= SHORT_BYTES) {
    const codes = new Array(length);
    let i = 0;
    while (i < length) {
      const byte = buf[start + i];
      if (byte > 0x7f) break;
      codes[i++] = byte;
    }
    if (i === length) return ReflectApply(StringFromCharCode, undefined, codes);
  } else if (length > kStringMaxLength) {
    throw stringTooLong();
  }
  return decodeUtf8(start === 0 && end === buf.length ? buf : new Uint8Array(buf.buffer, buf.byteOffset + start, length));
}

function byteLength(string) {
  const { length } = string;
  if (length > SHORT_COUNT) return utf8ByteLength(string);
  for (let i = 0; i < length; i++) {
    if (StringPrototypeCharCodeAt(string, i) > 0x7f) return utf8ByteLength(string);
  }
  return length;
}

// Writes as much as fits into buf[offset, offset + room), whole characters only, and returns the number of bytes.
function encodeInto(string, buf, offset, room) {
  const end = offset + room;
  const { length } = string;
  let at = offset;
  for (let i = 0; i < length; i++) {
    let c = StringPrototypeCharCodeAt(string, i);
    if (c < 0x80) {
      if (at >= end) break;
      buf[at++] = c;
    } else if (c < 0x800) {
      if (at + 2 > end) break;
      buf[at++] = 0xc0 | (c >> 6);
      buf[at++] = 0x80 | (c & 0x3f);
    } else {
      if (c >= 0xd800 && c < 0xe000) {
        const low = c < 0xdc00 && i + 1 < length ? StringPrototypeCharCodeAt(string, i + 1) : 0;
        if (low >= 0xdc00 && low < 0xe000) {
          if (at + 4 > end) break;
          c = 0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff);
          buf[at++] = 0xf0 | (c >> 18);
          buf[at++] = 0x80 | ((c >> 12) & 0x3f);
          buf[at++] = 0x80 | ((c >> 6) & 0x3f);
          buf[at++] = 0x80 | (c & 0x3f);
          i++;
          continue;
        }
        c = 0xfffd;  // half a surrogate pair
      }
      if (at + 3 > end) break;
      buf[at++] = 0xe0 | (c >> 12);
      buf[at++] = 0x80 | ((c >> 6) & 0x3f);
      buf[at++] = 0x80 | (c & 0x3f);
    }
  }
  return at - offset;
}

function utf8Write(buf, string, offset, length) {
  if (string.length <= SHORT_STRING) return encodeInto(string, buf, offset, length);
  // A unit makes at least one byte, so only the first `length` units can fit.
  if (string.length > length * 4 + 64) return encodeInto(string, buf, offset, length);
  const bytes = encodeUtf8(string);
  let count = bytes.length;
  if (count > length) {
    count = length;
    while (count > 0 && (bytes[count] & 0xc0) === 0x80) count--;
    if (count === 0) return 0;
    TypedArrayPrototypeSet(buf, TypedArrayPrototypeSubarray(bytes, 0, count), offset);
  } else {
    TypedArrayPrototypeSet(buf, bytes, offset);
  }
  return count;
}

module.exports = { SHORT_STRING, byteLength, encodeInto, kStringMaxLength, stringTooLong, utf8Slice, utf8Write };
