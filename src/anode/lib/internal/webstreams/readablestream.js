'use strict';

// ReadableStream (https://streams.spec.whatwg.org/#rs).

const {
  FunctionPrototypeCall,
  ObjectDefineProperties,
  PromiseReject,
  SymbolAsyncIterator,
  SymbolToStringTag,
} = primordials;

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEmptyObject, kEnumerableProperty } = require('internal/util/frozen');
const {
  kValidateObjectAllowObjects,
  kValidateObjectAllowObjectsAndNull,
  validateAbortSignal,
  validateFunction,
  validateObject,
} = require('internal/validators');
const { kControllerErrorFunction, kIsClosedPromise, kIsDisturbed, kIsErrored, kIsReadable } = require('internal/streams/symbols');
const ops = require('internal/webstreams/readable_operations');
const byteController = require('internal/webstreams/readable_byte_controller');
const { ReadableStreamBYOBRequest } = require('internal/webstreams/readable_byob_request');
const defaultController = require('internal/webstreams/readable_default_controller');
const {
  ReadableStreamBYOBReader, ReadableStreamDefaultReader, isReadableStream,
} = require('internal/webstreams/readable_readers');
const { isWritableStream } = require('internal/webstreams/writablestream');
const { isLocked: isWritableLocked } = require('internal/webstreams/writable_operations');
const { closedRecordOf, algorithm, markHandled, nop } = require('internal/webstreams/promises');
const { customInspect } = require('internal/webstreams/inspect');
const { extractHighWaterMark, extractSizeAlgorithm, one } = require('internal/webstreams/strategy');
const { kState, kType, readOnly } = require('internal/webstreams/brand');

class ReadableStream {
  [kType] = 'ReadableStream';

  constructor(source = kEmptyObject, strategy = kEmptyObject) {
    validateObject(source, 'source', kValidateObjectAllowObjects);
    validateObject(strategy, 'strategy', kValidateObjectAllowObjectsAndNull);
    this[kState] = ops.createState();
    const size = strategy?.size;
    const highWaterMark = strategy?.highWaterMark;
    const { type } = source;
    if (`${type}` === 'bytes') {
      if (size !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.size', size);
      setupBytes(this, source, extractHighWaterMark(highWaterMark, 0));
    } else {
      if (type !== undefined) throw new ERR_INVALID_ARG_VALUE('source.type', type);
      const sizeAlgorithm = extractSizeAlgorithm(size);
      defaultController.setup(this, algorithmsOf(source), extractHighWaterMark(highWaterMark, 1), sizeAlgorithm);
    }
  }

  get [kIsDisturbed]() {
    return this[kState].disturbed;
  }

  get [kIsErrored]() {
    return this[kState].state === 'errored';
  }

  get [kIsReadable]() {
    return this[kState].state === 'readable';
  }

  get [kIsClosedPromise]() {
    return closedRecordOf(this[kState]);
  }

  [kControllerErrorFunction](error) {
    this[kState].controller.error(error);
  }

  get locked() {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    return ops.isLocked(this);
  }

  static from(iterable) {
    return require('internal/webstreams/readable_iterator').fromIterable(iterable);
  }

  cancel(reason = undefined) {
    if (!isReadableStream(this)) return PromiseReject(new ERR_INVALID_THIS('ReadableStream'));
    if (ops.isLocked(this)) return PromiseReject(new ERR_INVALID_STATE.TypeError('ReadableStream is locked'));
    return ops.cancel(this, reason);
  }

  getReader(options = kEmptyObject) {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    const mode = options?.mode;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (`${mode}` !== 'byob') throw new ERR_INVALID_ARG_VALUE('options.mode', mode);
    return new ReadableStreamBYOBReader(this);
  }

  pipeThrough(transform, options = kEmptyObject) {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    const readable = transform?.readable;
    if (!isReadableStream(readable)) throw new ERR_INVALID_ARG_TYPE('transform.readable', 'ReadableStream', readable);
    markHandled(startPipe(this, transform?.writable, options));
    return readable;
  }

  pipeTo(destination, options = kEmptyObject) {
    try {
      if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
      return startPipe(this, destination, options);
    } catch (error) {
      return PromiseReject(error);
    }
  }

  tee() {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    return require('internal/webstreams/readable_tee').tee(this);
  }

  values(options = kEmptyObject) {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    return require('internal/webstreams/readable_iterator').iterate(this, !!options?.preventCancel);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(this, depth, options, this[kType], {
      locked: this.locked,
      state: this[kState].state,
      supportsBYOB: byteController.isReadableByteStreamController(this[kState].controller),
    });
  }
}

ObjectDefineProperties(ReadableStream.prototype, {
  [SymbolAsyncIterator]: {
    __proto__: null,
    configurable: true,
    enumerable: false,
    writable: true,
    value: ReadableStream.prototype.values,
  },
  locked: kEnumerableProperty,
  cancel: kEnumerableProperty,
  getReader: kEnumerableProperty,
  pipeThrough: kEnumerableProperty,
  pipeTo: kEnumerableProperty,
  tee: kEnumerableProperty,
  values: kEnumerableProperty,
  [SymbolToStringTag]: readOnly('ReadableStream'),
});
ObjectDefineProperties(ReadableStream, { from: kEnumerableProperty });

function startPipe(source, dest, options) {
  if (!isWritableStream(dest)) throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', dest);
  validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
  const preventAbort = !!options?.preventAbort;
  const preventCancel = !!options?.preventCancel;
  const preventClose = !!options?.preventClose;
  const signal = options?.signal;
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  if (ops.isLocked(source)) throw new ERR_INVALID_STATE.TypeError('The ReadableStream is locked');
  if (isWritableLocked(dest)) throw new ERR_INVALID_STATE.TypeError('The WritableStream is locked');
  return require('internal/webstreams/readable_pipe').pipeTo(
    source, dest, preventClose, preventAbort, preventCancel, signal);
}

function algorithmsOf(source) {
  const start = source?.start;
  if (start !== undefined) validateFunction(start, 'source.start');
  return {
    start: start === undefined ? nop : (controller) => FunctionPrototypeCall(start, source, controller),
    pull: algorithm(source, 'pull', 'source'),
    cancel: algorithm(source, 'cancel', 'source'),
  };
}

function setupBytes(stream, source, highWaterMark) {
  const size = source.autoAllocateChunkSize;
  if (size === 0) throw new ERR_INVALID_ARG_VALUE('source.autoAllocateChunkSize', size);
  byteController.setup(stream, algorithmsOf(source), highWaterMark, size);
}

function emptyStream() {
  return { __proto__: ReadableStream.prototype, [kType]: 'ReadableStream', [kState]: ops.createState() };
}

/** A stream of ours, from algorithms that already return promises. */
function createReadableStream(algorithms, highWaterMark = 1, size = one) {
  const stream = emptyStream();
  defaultController.setup(stream, algorithms, highWaterMark, size);
  return stream;
}

function createReadableByteStream(algorithms) {
  const stream = emptyStream();
  byteController.setup(stream, algorithms, 0, undefined);
  return stream;
}

require('internal/webstreams/transfer').installReadable(ReadableStream.prototype);

module.exports = {
  ReadableByteStreamController: byteController.ReadableByteStreamController,
  ReadableStream,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableStreamDefaultController: defaultController.ReadableStreamDefaultController,
  ReadableStreamDefaultReader,
  createReadableByteStream,
  createReadableStream,
  isReadableStream,
};
