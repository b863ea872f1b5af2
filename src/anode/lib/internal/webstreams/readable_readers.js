'use strict';

// ReadableStreamDefaultReader and ReadableStreamBYOBReader
// (https://streams.spec.whatwg.org/#default-reader-class, #byob-reader-class).

const {
  ArrayBufferPrototypeGetDetached,
  NumberIsInteger,
  ObjectDefineProperties,
  PromiseReject,
  SymbolToStringTag,
} = primordials;

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEmptyObject, kEnumerableProperty } = require('internal/util/frozen');
const { isArrayBufferView, isDataView, isSharedArrayBuffer } = require('internal/util/types');
const { kValidateObjectAllowObjectsAndNull, validateObject } = require('internal/validators');
const ops = require('internal/webstreams/readable_operations');
const { isReadableByteStreamController } = require('internal/webstreams/readable_byte_controller');
const { readInto } = require('internal/webstreams/readable_pull_into');
const { customInspect } = require('internal/webstreams/inspect');
const { isBrand, kState, kType, readOnly } = require('internal/webstreams/brand');

const isReadableStream = isBrand('ReadableStream');
const isReadableStreamDefaultReader = isBrand('ReadableStreamDefaultReader');
const isReadableStreamBYOBReader = isBrand('ReadableStreamBYOBReader');

function notAttached() {
  return new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream');
}

class ReadableStreamDefaultReader {
  [kType] = 'ReadableStreamDefaultReader';

  constructor(stream) {
    if (!isReadableStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    this[kState] = ops.createReaderState(false);
    ops.attachReader(this, stream);
  }

  read() {
    if (!isReadableStreamDefaultReader(this)) return PromiseReject(new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    if (this[kState].stream === undefined) return PromiseReject(notAttached());
    const request = new ops.PromiseRequest();
    ops.readDefault(this, request);
    return request.promise;
  }

  releaseLock() {
    if (!isReadableStreamDefaultReader(this)) throw new ERR_INVALID_THIS('ReadableStreamDefaultReader');
    if (this[kState].stream !== undefined) ops.releaseReader(this);
  }

  get closed() {
    if (!isReadableStreamDefaultReader(this)) return PromiseReject(new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    return this[kState].closed.promise;
  }

  cancel(reason = undefined) {
    if (!isReadableStreamDefaultReader(this)) return PromiseReject(new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    const { stream } = this[kState];
    return stream === undefined ? PromiseReject(notAttached()) : ops.cancel(stream, reason);
  }

  [customInspectSymbol](depth, options) {
    const { stream, readRequests, closed } = this[kState];
    return customInspect(this, depth, options, this[kType], {
      stream, readRequests: readRequests.length, close: closed.promise,
    });
  }
}

class ReadableStreamBYOBReader {
  [kType] = 'ReadableStreamBYOBReader';

  constructor(stream) {
    if (!isReadableStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    if (ops.isLocked(stream)) throw new ERR_INVALID_STATE.TypeError('ReadableStream is locked');
    if (!isReadableByteStreamController(stream[kState].controller)) {
      throw new ERR_INVALID_ARG_VALUE('stream', stream, 'must be a byte stream');
    }
    this[kState] = ops.createReaderState(true);
    ops.attachReader(this, stream);
  }

  async read(view, options = kEmptyObject) {
    if (!isReadableStreamBYOBReader(this)) throw new ERR_INVALID_THIS('ReadableStreamBYOBReader');
    if (!isArrayBufferView(view)) throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    const { buffer, byteLength } = view;
    if (isSharedArrayBuffer(buffer)) {
      throw new ERR_INVALID_ARG_VALUE('view', view, 'must not be backed by a SharedArrayBuffer');
    }
    if (byteLength === 0 || buffer.byteLength === 0 || ArrayBufferPrototypeGetDetached(buffer)) {
      throw new ERR_INVALID_STATE.TypeError('View or Viewed ArrayBuffer is zero-length or detached');
    }
    const min = options?.min ?? 1;
    if (typeof min !== 'number') throw new ERR_INVALID_ARG_TYPE('options.min', 'number', min);
    if (!NumberIsInteger(min)) throw new ERR_INVALID_ARG_VALUE('options.min', min, 'must be an integer');
    if (min <= 0) throw new ERR_INVALID_ARG_VALUE('options.min', min, 'must be greater than 0');
    if (!isDataView(view)) {
      if (min > view.length) throw new ERR_OUT_OF_RANGE('options.min', '<= view.length', min);
    } else if (min > byteLength) {
      throw new ERR_OUT_OF_RANGE('options.min', '<= view.byteLength', min);
    }
    const { stream } = this[kState];
    if (stream === undefined) throw notAttached();
    const request = new ops.PromiseRequest();
    const s = stream[kState];
    s.disturbed = true;
    if (s.state === 'errored') request.error(s.storedError);
    else readInto(s.controller, view, min, request);
    return request.promise;
  }

  releaseLock() {
    if (!isReadableStreamBYOBReader(this)) throw new ERR_INVALID_THIS('ReadableStreamBYOBReader');
    if (this[kState].stream !== undefined) ops.releaseReader(this);
  }

  get closed() {
    if (!isReadableStreamBYOBReader(this)) return PromiseReject(new ERR_INVALID_THIS('ReadableStreamBYOBReader'));
    return this[kState].closed.promise;
  }

  cancel(reason = undefined) {
    if (!isReadableStreamBYOBReader(this)) return PromiseReject(new ERR_INVALID_THIS('ReadableStreamBYOBReader'));
    const { stream } = this[kState];
    return stream === undefined ? PromiseReject(notAttached()) : ops.cancel(stream, reason);
  }

  [customInspectSymbol](depth, options) {
    const { stream, readRequests, closed } = this[kState];
    return customInspect(this, depth, options, this[kType], {
      stream, readIntoRequests: readRequests.length, close: closed.promise,
    });
  }
}

const classes = [ReadableStreamDefaultReader, ReadableStreamBYOBReader];
for (let i = 0; i < classes.length; i++) {
  ObjectDefineProperties(classes[i].prototype, {
    closed: kEnumerableProperty,
    read: kEnumerableProperty,
    releaseLock: kEnumerableProperty,
    cancel: kEnumerableProperty,
    [SymbolToStringTag]: readOnly(classes[i].name),
  });
}

module.exports = {
  ReadableStreamBYOBReader,
  ReadableStreamDefaultReader,
  isReadableStream,
};
