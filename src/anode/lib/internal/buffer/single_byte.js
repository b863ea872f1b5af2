'use strict';

// latin1, ascii and utf16le: encodings in which a unit of the string is one or two bytes.

const {
  Array,
  MathMin,
  ReflectApply,
  StringFromCharCode,
  StringPrototypeCharCodeAt,
  TypedArrayPrototypeSet,
  TypedArrayPrototypeSubarray,
  Uint8Array,
} = primordials;

const { decodeUtf8, encodeUtf8, utf8ByteLength } = require('internal/engine');
const { SHORT_STRING, kStringMaxLength, stringTooLong } = require('internal/buffer/utf8');

const SHORT_BYTES = 64;
const CHUNK = 4096;  // arguments of one String.fromCharCode

// `mask` is 0x7f for ascii, whose eighth bit is dropped.
function narrowSlice(buf, start, end, mask) {
  const length = end - start;
  if (length <= 0) return '';
  if (length <= SHORT_BYTES) {
    const codes = new Array(length);
    for (let i = 0; i < length; i++) codes[i] = buf[start + i] & mask;
    return ReflectApply(StringFromCharCode, undefined, codes);
  }
  if (length > kStringMaxLength) throw stringTooLong();
  // The engine makes strings from UTF-8 much faster than JavaScript can: give it that. Bytes and
  // characters are as many only if all is ASCII.
  const text = decodeUtf8(new Uint8Array(buf.buffer, buf.byteOffset + start, length));
  if (text.length === length && utf8ByteLength(text) === length) return text;
  const bytes = new Uint8Array(length * 2);
  let at = 0;
  for (let i = start; i < end; i++) {
    const c = buf[i] & mask;
    if (c < 0x80) {
      bytes[at++] = c;
    } else {
      bytes[at++] = 0xc0 | (c >> 6);
      bytes[at++] = 0x80 | (c & 0x3f);
    }
  }
  return decodeUtf8(TypedArrayPrototypeSubarray(bytes, 0, at));
}

const latin1Slice = (buf, start, end) => narrowSlice(buf, start, end, 0xff);
const asciiSlice = (buf, start, end) => narrowSlice(buf, start, end, 0x7f);

function narrowWrite(buf, string, offset, length) {
  const count = MathMin(string.length, length);
  if (count > SHORT_STRING && count === string.length && utf8ByteLength(string) === count) {  // all ASCII
    TypedArrayPrototypeSet(buf, encodeUtf8(string), offset);
    return count;
  }
  for (let i = 0; i < count; i++) buf[offset + i] = StringPrototypeCharCodeAt(string, i);
  return count;
}

// The low bytes, if the high ones are all 0: such text the engine decodes for us.
function asciiOfUcs2(buf, start, length) {
  const bytes = new Uint8Array(length);
  for (let i = 0, at = start; i < length; i++, at += 2) {
    if (buf[at + 1] !== 0 || buf[at] > 0x7f) return undefined;
    bytes[i] = buf[at];
  }
  return bytes;
}

function ucs2Slice(buf, start, end) {
  const length = (end - start) >>> 1;
  if (length === 0) return '';
  if (length > kStringMaxLength) throw stringTooLong();
  if (length > SHORT_BYTES) {
    const ascii = asciiOfUcs2(buf, start, length);
    if (ascii !== undefined) return decodeUtf8(ascii);
  }
  let result = '';
  for (let done = 0; done < length; done += CHUNK) {
    const count = MathMin(CHUNK, length - done);
    const codes = new Array(count);
    let at = start + done * 2;
    for (let i = 0; i < count; i++, at += 2) codes[i] = buf[at] | (buf[at + 1] << 8);
    result += ReflectApply(StringFromCharCode, undefined, codes);
  }
  return result;
}

function ucs2Write(buf, string, offset, length) {
  const count = MathMin(string.length, length >>> 1);
  for (let i = 0, at = offset; i < count; i++) {
    const c = StringPrototypeCharCodeAt(string, i);
    buf[at++] = c;
    buf[at++] = c >> 8;
  }
  return count * 2;
}

module.exports = { asciiSlice, latin1Slice, narrowWrite, ucs2Slice, ucs2Write };
