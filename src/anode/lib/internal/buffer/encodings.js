'use strict';

// The encodings by name: byteLength, write and read. write(buf, string, offset, length) and slice(buf, start, end) are called with ranges
// inside `buf`.

const { StringPrototypeToLowerCase } = primordials;

const utf8 = require('internal/buffer/utf8');
const { asciiSlice, latin1Slice, narrowWrite, ucs2Slice, ucs2Write } = require('internal/buffer/single_byte');
const {
  base64ByteLength, base64Slice, base64Write, base64urlSlice, base64urlWrite, hexSlice, hexWrite,
} = require('internal/buffer/text_forms');

const units = (string) => string.length;
const twiceUnits = (string) => string.length * 2;
const halfUnits = (string) => string.length >>> 1;

const encodings = {
  __proto__: null,
  utf8: { name: 'utf8', byteLength: utf8.byteLength, write: utf8.utf8Write, slice: utf8.utf8Slice },
  utf16le: { name: 'utf16le', byteLength: twiceUnits, write: ucs2Write, slice: ucs2Slice },
  latin1: { name: 'latin1', byteLength: units, write: narrowWrite, slice: latin1Slice },
  ascii: { name: 'ascii', byteLength: units, write: narrowWrite, slice: asciiSlice },
  base64: { name: 'base64', byteLength: base64ByteLength, write: base64Write, slice: base64Slice },
  base64url: { name: 'base64url', byteLength: base64ByteLength, write: base64urlWrite, slice: base64urlSlice },
  hex: { name: 'hex', byteLength: halfUnits, write: hexWrite, slice: hexSlice },
};

const names = {
  '__proto__': null,
  'utf8': encodings.utf8,
  'utf-8': encodings.utf8,
  'ucs2': encodings.utf16le,
  'ucs-2': encodings.utf16le,
  'utf16le': encodings.utf16le,
  'utf-16le': encodings.utf16le,
  'latin1': encodings.latin1,
  'binary': encodings.latin1,
  'ascii': encodings.ascii,
  'base64': encodings.base64,
  'base64url': encodings.base64url,
  'hex': encodings.hex,
};

/** The encoding called `name` (any letter case), or undefined. */
function findEncoding(name) {
  name = `${name}`;
  return names[name] ?? names[StringPrototypeToLowerCase(name)];
}

module.exports = { encodings, findEncoding };
