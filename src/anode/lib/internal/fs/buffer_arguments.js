'use strict';

// The arguments of read and write: buffers, offset, length and position.

const { ArrayIsArray, BigInt, MathMin, Number, TypedArrayPrototypeSet, Uint8Array } = primordials;
const { isArrayBufferView } = require('internal/engine').types;
const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateInt32, validateInteger } = require('internal/validators');

function validateBuffer(buffer, name = 'buffer') {
  if (!isArrayBufferView(buffer)) throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView'], buffer);
}

function validateBufferArray(buffers, name = 'buffers') {
  if (!ArrayIsArray(buffers)) throw new ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers);
  for (let i = 0; i < buffers.length; i++) {
    if (!isArrayBufferView(buffers[i])) throw new ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers);
  }
  return buffers;
}

function validateOffsetLengthRead(offset, length, bufferLength) {
  if (offset < 0) throw new ERR_OUT_OF_RANGE('offset', '>= 0', offset);
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  if (offset + length > bufferLength) throw new ERR_OUT_OF_RANGE('length', `<= ${bufferLength - offset}`, length);
}

function validateOffsetLengthWrite(offset, length, byteLength) {
  if (offset > byteLength) throw new ERR_OUT_OF_RANGE('offset', `<= ${byteLength}`, offset);
  if (length > byteLength - offset) throw new ERR_OUT_OF_RANGE('length', `<= ${byteLength - offset}`, length);
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  validateInt32(length, 'length', 0);
}

const LAST_POSITION = 2 ** 63 - 1024;  // the largest that a number holds, which is behind the end of any file

// The position of a read; -1 is the current position of the file.
function validatePosition(position, name = 'position', length = 0) {
  if (position == null) return -1;
  if (typeof position === 'number') {
    validateInteger(position, name, -1);
  } else if (typeof position === 'bigint') {
    const most = 2n ** 63n - 1n - BigInt(length);
    if (!(position >= -1n && position <= most)) {
      throw new ERR_OUT_OF_RANGE(name, `>= -1 && <= ${most}`, position);
    }
    return MathMin(Number(position), LAST_POSITION);
  } else {
    throw new ERR_INVALID_ARG_TYPE(name, ['integer', 'bigint'], position);
  }
  return position;
}

function validateStringAfterArrayBufferView(buffer, name) {
  if (typeof buffer !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
  }
}

function bytesOf(view, offset = 0, length = view.byteLength - offset) {
  return new Uint8Array(view.buffer, view.byteOffset + offset, length);
}

// Puts the bytes of a read into the caller's view.
function fill(view, offset, bytes) {
  if (bytes.length > 0) TypedArrayPrototypeSet(bytesOf(view, offset, bytes.length), bytes);
  return bytes.length;
}

module.exports = {
  bytesOf, fill, validateBuffer, validateBufferArray, validateOffsetLengthRead, validateOffsetLengthWrite, validatePosition,
  validateStringAfterArrayBufferView,
};
