'use strict';

// transcode, isUtf8, isAscii, and the web's atob and btoa.

const { StringFromCharCode, StringPrototypeCharCodeAt, Uint8Array } = primordials;

const { decodeUtf8 } = require('internal/engine');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE, ERR_MISSING_ARGS },
  genericNodeError,
} = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView, isTypedArray, isUint8Array } = require('internal/util/types');
const { lazyDOMException } = require('internal/per_context/lazy_domexception');
const { normalizeEncoding } = require('internal/buffer/normalize_encoding');
const { FastBuffer } = require('internal/buffer/pool');
const { encodings } = require('internal/buffer/encodings');

function unableTo(code, errno) {
  return genericNodeError(`Unable to transcode Buffer [${code}]`, { code, errno });
}

// ICU's converters write `?` for characters that the target encoding lacks.
function narrow(string, most) {
  const bytes = new FastBuffer(string.length);
  let at = 0;
  for (let i = 0; i < string.length; i++) {
    const c = StringPrototypeCharCodeAt(string, i);
    if (c >= 0xd800 && c < 0xdc00 && i + 1 < string.length) {
      const next = StringPrototypeCharCodeAt(string, i + 1);
      if (next >= 0xdc00 && next < 0xe000) i++;
    }
    bytes[at++] = c > most ? 0x3f : c;
  }
  return at === bytes.length ? bytes : new FastBuffer(bytes.buffer, 0, at);
}

function encode(string, encoding) {
  const bytes = new FastBuffer(encoding.byteLength(string));
  encoding.write(bytes, string, 0, bytes.length);
  return bytes;
}

function decode(source, from, to) {
  if (from === 'ascii') {
    let text = '';
    const top = to === 'utf16le' ? 0xff : 0x7f;
    for (let i = 0; i < source.length; i++) text += source[i] > top ? '\ufffd' : StringFromCharCode(source[i]);
    return text;
  }
  if (from === 'utf8' && to === 'utf16le' && !validUtf8(source)) throw unableTo('U_INVALID_CHAR_FOUND', 10);
  return encodings[from].slice(source, 0, source.length);
}

function transcode(source, fromEncoding, toEncoding) {
  if (!isUint8Array(source)) throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], source);
  if (source.length === 0) return new FastBuffer();
  const from = normalizeEncoding(fromEncoding) || fromEncoding;
  const to = normalizeEncoding(toEncoding) || toEncoding;
  for (let i = 0; i < 2; i++) {
    const name = i === 0 ? from : to;
    if (name !== 'ascii' && name !== 'latin1' && name !== 'utf8' && name !== 'utf16le') {
      throw unableTo('U_ILLEGAL_ARGUMENT_ERROR', 1);
    }
  }
  const text = decode(source, from, to);
  if (to === 'latin1') return narrow(text, 0xff);
  if (to === 'ascii') return narrow(text, 0x7f);
  return encode(text, encodings[to]);
}

function validUtf8(bytes) {
  return decodeUtf8(bytes, true) !== undefined;
}

function bytesOf(input) {
  if (!isTypedArray(input) && !isAnyArrayBuffer(input)) {
    throw new ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
  }
  const memory = isArrayBufferView(input) ? input.buffer : input;
  if (memory.detached) throw new ERR_INVALID_STATE('Cannot validate on a detached buffer');
  return isArrayBufferView(input) ? new Uint8Array(memory, input.byteOffset, input.byteLength) : new Uint8Array(memory);
}

function isUtf8(input) {
  return validUtf8(bytesOf(input));
}

function isAscii(input) {
  const bytes = bytesOf(input);
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] > 0x7f) return false;
  }
  return true;
}

const invalidCharacter = () => lazyDOMException('Invalid character', 'InvalidCharacterError');

function btoa(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  input = `${input}`;
  const bytes = new Uint8Array(input.length);
  for (let i = 0; i < input.length; i++) {
    const c = StringPrototypeCharCodeAt(input, i);
    if (c > 0xff) throw invalidCharacter();
    bytes[i] = c;
  }
  return encodings.base64.slice(bytes, 0, bytes.length);
}

function isWhiteSpace(c) {
  return c === 0x20 || c === 0x0a || c === 0x09 || c === 0x0d || c === 0x0c;
}

function isDigit(c) {
  return (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) || c === 0x2b || c === 0x2f;
}

// The forgiving base64 of the web: white space anywhere, correct padding or none, and no other characters.
function atob(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  input = `${input}`;
  let digits = 0;
  let padding = 0;
  for (let i = 0; i < input.length; i++) {
    const c = StringPrototypeCharCodeAt(input, i);
    if (isWhiteSpace(c)) continue;
    if (c === 0x3d) padding++;
    else if (isDigit(c) && padding === 0) digits++;
    else throw invalidCharacter();
  }
  if (padding > 2 || (padding > 0 && (digits + padding) % 4 !== 0)) throw invalidCharacter();
  if (digits % 4 === 1) {
    throw lazyDOMException('The string to be decoded is not correctly encoded.', 'InvalidCharacterError');
  }
  const bytes = new Uint8Array((digits * 3) >>> 2);
  encodings.base64.write(bytes, input, 0, bytes.length);
  return encodings.latin1.slice(bytes, 0, bytes.length);
}

module.exports = { atob, btoa, isAscii, isUtf8, transcode };
