'use strict';

// Arguments that are bytes, in the forms that node:crypto accepts.

const { Uint8Array } = primordials;
const { Buffer } = require('buffer');
const { hideStackFrames, codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView, isSharedArrayBuffer } = require('internal/util/types');

// The bytes of a text in the given encoding. 'buffer' means UTF-8 here, as in Node.
function fromText(text, encoding) {
  return Buffer.from(text, encoding === 'buffer' ? 'utf8' : encoding);
}

// Memory that threads share does not cross to Python, so its current content is copied.
function viewOf(value) {
  const view = isAnyArrayBuffer(value) ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return isSharedArrayBuffer(view.buffer) ? new Uint8Array(view) : view;
}

// A Uint8Array on the memory of the argument, or the bytes of a text.
const getBytes = hideStackFrames((value, name, encoding) => {
  if (typeof value === 'string') return viewOf(fromText(value, encoding));
  if (!isAnyArrayBuffer(value) && !isArrayBufferView(value)) {
    throw new ERR_INVALID_ARG_TYPE.HideStackFramesError(name, ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
  }
  return viewOf(value);
});

const LONGEST = 2 ** 31 - 1;
const checkLength = hideStackFrames((bytes, name) => {
  if (bytes.byteLength > LONGEST) throw new ERR_OUT_OF_RANGE.HideStackFramesError(name, `<= ${LONGEST}`, bytes.byteLength);
});

module.exports = { checkLength, fromText, getBytes, viewOf };
