'use strict';

// utf8Slice(), hexWrite() and similar methods. They were internal to Node, and packages have called them for so long that they stay. Their
// ranges are checked, not clamped.

const { MathMin, MathTrunc, RangeError, TypeError } = primordials;

const { codes: { ERR_BUFFER_OUT_OF_BOUNDS } } = require('internal/errors');
const { encodings } = require('internal/buffer/encodings');

// An error of Node's native code: it has a code, and the code is not part of its name.
function nativeError(Base, code, message) {
  const error = new Base(message);
  error.code = code;
  return error;
}

function index(value, otherwise) {
  if (value === undefined) return otherwise;
  value = MathTrunc(+value) || 0;
  if (value < 0) throw nativeError(RangeError, 'ERR_OUT_OF_RANGE', 'Index out of range');
  return value;
}

function checkString(string) {
  if (typeof string !== 'string') throw nativeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a string');
}

function slicer(encoding) {
  return function(start, end) {
    const { byteLength } = this;
    if (byteLength === 0) return '';
    start = index(start, 0);
    end = index(end, byteLength);
    if (start >= byteLength) return '';
    if (end < start) end = start;
    if (end > byteLength) throw nativeError(RangeError, 'ERR_OUT_OF_RANGE', 'Index out of range');
    return encoding.slice(this, start, end);
  };
}

function writer(encoding) {
  return function(string, offset, length) {
    checkString(string);
    const { byteLength } = this;
    offset = index(offset, 0);
    if (offset > byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
    const room = MathMin(index(length, byteLength - offset), byteLength - offset);
    return room === 0 ? 0 : encoding.write(this, string, offset, room);
  };
}

// These three throw if the range does not fit.
function strictWrite(buf, encoding, string, offset = 0, length = buf.byteLength - offset) {
  if (offset < 0 || offset > buf.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (length < 0 || length > buf.byteLength - offset) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  checkString(string);
  return encoding.write(buf, string, offset, length);
}

const utf8Write = (buf, string, offset, length) => strictWrite(buf, encodings.utf8, string, offset, length);
const latin1Write = (buf, string, offset, length) => strictWrite(buf, encodings.latin1, string, offset, length);
const asciiWrite = (buf, string, offset, length) => strictWrite(buf, encodings.ascii, string, offset, length);

const methods = {
  __proto__: null,
  asciiSlice: slicer(encodings.ascii),
  base64Slice: slicer(encodings.base64),
  base64urlSlice: slicer(encodings.base64url),
  latin1Slice: slicer(encodings.latin1),
  hexSlice: slicer(encodings.hex),
  ucs2Slice: slicer(encodings.utf16le),
  utf8Slice: slicer(encodings.utf8),
  asciiWrite(string, offset, length) { return asciiWrite(this, string, offset, length); },
  base64Write: writer(encodings.base64),
  base64urlWrite: writer(encodings.base64url),
  latin1Write(string, offset, length) { return latin1Write(this, string, offset, length); },
  hexWrite: writer(encodings.hex),
  ucs2Write: writer(encodings.utf16le),
  utf8Write(string, offset, length) { return utf8Write(this, string, offset, length); },
};

module.exports = { asciiWrite, checkString, methods, utf8Write };
