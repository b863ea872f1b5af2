'use strict';

// hex, base64 and base64url. The engine's own decoders are strict. Node's decoders are lenient: they skip characters that are no digits,
// accept both base64 alphabets, and stop at the first `=`. So the lenient reader below takes over where the strict one stops.

const {
  Int8Array,
  MathMin,
  StringPrototypeCharCodeAt,
  TypedArrayPrototypeFill,
  Uint8Array,
  Uint8ArrayPrototypeSetFromBase64,
  Uint8ArrayPrototypeSetFromHex,
  Uint8ArrayPrototypeToBase64,
  Uint8ArrayPrototypeToHex,
} = primordials;

const { kStringMaxLength, stringTooLong } = require('internal/buffer/utf8');

const hexDigit = TypedArrayPrototypeFill(new Int8Array(256), -1);
const base64Digit = TypedArrayPrototypeFill(new Int8Array(256), -1);
for (let i = 0; i < 16; i++) {
  hexDigit[StringPrototypeCharCodeAt('0123456789abcdef', i)] = i;
  hexDigit[StringPrototypeCharCodeAt('0123456789ABCDEF', i)] = i;
}
for (let i = 0; i < 64; i++) {
  base64Digit[StringPrototypeCharCodeAt('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', i)] = i;
  base64Digit[StringPrototypeCharCodeAt('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', i)] = i;
}

const standard = { __proto__: null, alphabet: 'base64', omitPadding: false, lastChunkHandling: 'loose' };
const urlSafe = { __proto__: null, alphabet: 'base64url', omitPadding: true, lastChunkHandling: 'loose' };

function part(buf, start, end) {
  return start === 0 && end === buf.length ? buf : new Uint8Array(buf.buffer, buf.byteOffset + start, end - start);
}

function hexSlice(buf, start, end) {
  if (end <= start) return '';
  if ((end - start) * 2 > kStringMaxLength) throw stringTooLong();
  return Uint8ArrayPrototypeToHex(part(buf, start, end));
}

function hexWrite(buf, string, offset, length) {
  const count = MathMin(string.length >>> 1, length);
  if (count > 32 && count * 2 === string.length) {
    try {
      return Uint8ArrayPrototypeSetFromHex(part(buf, offset, offset + count), string).written;
    } catch {
      // A character that is no digit ends the text.
    }
  }
  for (let i = 0; i < count; i++) {
    const high = hexDigit[StringPrototypeCharCodeAt(string, i * 2) & 0xff];
    const low = hexDigit[StringPrototypeCharCodeAt(string, i * 2 + 1) & 0xff];
    if ((high | low) < 0) return i;
    buf[offset + i] = (high << 4) | low;
  }
  return count;
}

function base64Slice(buf, start, end) {
  if (end <= start) return '';
  if ((end - start) * 4 / 3 > kStringMaxLength) throw stringTooLong();
  return Uint8ArrayPrototypeToBase64(part(buf, start, end), standard);
}

function base64urlSlice(buf, start, end) {
  if (end <= start) return '';
  if ((end - start) * 4 / 3 > kStringMaxLength) throw stringTooLong();
  return Uint8ArrayPrototypeToBase64(part(buf, start, end), urlSafe);
}

/** The largest number of bytes that `string` can give; white space makes it fewer. */
function base64ByteLength(string) {
  let { length } = string;
  if (StringPrototypeCharCodeAt(string, length - 1) === 0x3d) length--;
  if (length > 1 && StringPrototypeCharCodeAt(string, length - 1) === 0x3d) length--;
  return (length * 3) >>> 2;
}

function lenientBase64(buf, string, from, at, end) {
  let bits = 0;
  let have = 0;
  for (let i = from; i < string.length && at < end; i++) {
    const c = StringPrototypeCharCodeAt(string, i);
    if (c === 0x3d) break;
    const digit = base64Digit[c & 0xff];
    if (digit < 0) continue;
    bits = (bits << 6) | digit;
    have += 6;
    if (have >= 8) {
      have -= 8;
      buf[at++] = bits >> have;
      bits &= (1 << have) - 1;
    }
  }
  return at;
}

function writeBase64(buf, string, offset, length, options) {
  const end = offset + length;
  if (string.length < 16) return lenientBase64(buf, string, 0, offset, end) - offset;
  let read = 0;
  let written = 0;
  try {
    const result = Uint8ArrayPrototypeSetFromBase64(part(buf, offset, end), string, options);
    read = result.read;
    written = result.written;
    if (read === string.length || written === length) return written;
  } catch {
    read = written = 0;
  }
  return lenientBase64(buf, string, read, offset + written, end) - offset;
}

const base64Write = (buf, string, offset, length) => writeBase64(buf, string, offset, length, undefined);
const base64urlWrite = (buf, string, offset, length) => writeBase64(buf, string, offset, length, urlSafe);

module.exports = {
  base64ByteLength, base64Slice, base64Write, base64urlSlice, base64urlWrite, hexSlice, hexWrite,
};
