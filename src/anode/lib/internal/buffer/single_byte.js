'use strict';

// latin1, ascii and utf16le: encodings with a fixed number of bytes for a code unit.

const {
  Array,
  MathMin,
  ReflectApply,
  StringFromCharCode,
  StringPrototypeCharCodeAt,
  TypedArrayPrototypeSet,
  Uint16Array,
  Uint8Array,
} = primordials;

const { decodeLatin1, encodeUtf8, utf8ByteLength } = require('internal/engine');
const { isUint8Array } = require('internal/util/types');
const { stringOf, unitsOf } = require('internal/buffer/bytes');
const { SHORT_STRING, kStringMaxLength, stringTooLong } = require('internal/buffer/utf8');

const SHORT_UNITS = 64;
const LONG_STRING = 1024;

function latin1Slice(buf, start, end) {
  const length = end - start;
  if (length <= 0) return '';
  if (length > kStringMaxLength) throw stringTooLong();
  return decodeLatin1(start === 0 && end === buf.length ? buf : new Uint8Array(buf.buffer, buf.byteOffset + start, length));
}

// The eighth bit is dropped.
function asciiSlice(buf, start, end) {
  const text = latin1Slice(buf, start, end);
  if (utf8ByteLength(text) === text.length) return text;
  const bytes = new Uint8Array(end - start);
  for (let i = 0; i < bytes.length; i++) bytes[i] = buf[start + i] & 0x7f;
  return decodeLatin1(bytes);
}

function narrowWrite(buf, string, offset, length) {
  const count = MathMin(string.length, length);
  if (count <= SHORT_STRING || count < string.length) {
    for (let i = 0; i < count; i++) buf[offset + i] = StringPrototypeCharCodeAt(string, i);
    return count;
  }
  TypedArrayPrototypeSet(buf, utf8ByteLength(string) === count ? encodeUtf8(string) : unitsOf(string), offset);
  return count;
}

function ucs2Slice(buf, start, end) {
  const length = (end - start) >>> 1;
  if (length === 0) return '';
  if (length > kStringMaxLength) throw stringTooLong();
  if (length > SHORT_UNITS) return stringOf(buf, start, length * 2);
  const codes = new Array(length);
  for (let i = 0, at = start; i < length; i++, at += 2) codes[i] = buf[at] | (buf[at + 1] << 8);
  return ReflectApply(StringFromCharCode, undefined, codes);
}

function ucs2Write(buf, string, offset, length) {
  const count = MathMin(string.length, length >>> 1);
  if (count > LONG_STRING && count === string.length) {
    let units = unitsOf(string);
    if (isUint8Array(units)) units = new Uint16Array(units);
    TypedArrayPrototypeSet(buf, new Uint8Array(units.buffer, units.byteOffset, count * 2), offset);
    return count * 2;
  }
  for (let i = 0, at = offset; i < count; i++) {
    const c = StringPrototypeCharCodeAt(string, i);
    buf[at++] = c;
    buf[at++] = c >> 8;
  }
  return count * 2;
}

module.exports = { asciiSlice, latin1Slice, narrowWrite, ucs2Slice, ucs2Write };
