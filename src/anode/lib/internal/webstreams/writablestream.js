'use strict';

// WritableStream (https://streams.spec.whatwg.org/#ws).

const { FunctionPrototypeCall, ObjectDefineProperties, PromiseReject, SymbolToStringTag } = primordials;

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEmptyObject, kEnumerableProperty } = require('internal/util/frozen');
const {
  kValidateObjectAllowObjects, kValidateObjectAllowObjectsAndNull, validateFunction, validateObject,
} = require('internal/validators');
const { kControllerErrorFunction, kIsClosedPromise, kIsErrored, kIsWritable } = require('internal/streams/symbols');
const ops = require('internal/webstreams/writable_operations');
const { closedRecordOf, algorithm, asyncNop, nop } = require('internal/webstreams/promises');
const { customInspect } = require('internal/webstreams/inspect');
const { extractHighWaterMark, extractSizeAlgorithm, one } = require('internal/webstreams/strategy');
const { isBrand, kSkipThrow, kState, kType, readOnly } = require('internal/webstreams/brand');

const isWritableStream = isBrand('WritableStream');
const isWritableStreamDefaultWriter = isBrand('WritableStreamDefaultWriter');
const isWritableStreamDefaultController = isBrand('WritableStreamDefaultController');

class WritableStream {
  [kType] = 'WritableStream';

  constructor(sink = kEmptyObject, strategy = kEmptyObject) {
    validateObject(sink, 'sink', kValidateObjectAllowObjects);
    validateObject(strategy, 'strategy', kValidateObjectAllowObjectsAndNull);
    const type = sink?.type;
    if (type !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('type', type);
    this[kState] = ops.createState();
    const size = extractSizeAlgorithm(strategy?.size);
    const highWaterMark = extractHighWaterMark(strategy?.highWaterMark, 1);
    setupFromSink(this, sink, highWaterMark, size);
  }

  get [kIsErrored]() {
    return this[kState].state === 'errored';
  }

  get [kIsWritable]() {
    return this[kState].state === 'writable';
  }

  get [kIsClosedPromise]() {
    return closedRecordOf(this[kState]);
  }

  [kControllerErrorFunction](error) {
    this[kState].controller.error(error);
  }

  get locked() {
    if (!isWritableStream(this)) throw new ERR_INVALID_THIS('WritableStream');
    return ops.isLocked(this);
  }

  abort(reason = undefined) {
    if (!isWritableStream(this)) return PromiseReject(new ERR_INVALID_THIS('WritableStream'));
    if (ops.isLocked(this)) return PromiseReject(new ERR_INVALID_STATE.TypeError('WritableStream is locked'));
    return ops.abort(this, reason);
  }

  close() {
    if (!isWritableStream(this)) return PromiseReject(new ERR_INVALID_THIS('WritableStream'));
    if (ops.isLocked(this)) return PromiseReject(new ERR_INVALID_STATE.TypeError('WritableStream is locked'));
    if (ops.closeQueuedOrInFlight(this)) {
      return PromiseReject(new ERR_INVALID_STATE.TypeError('Failure closing WritableStream'));
    }
    return ops.close(this);
  }

  getWriter() {
    if (!isWritableStream(this)) throw new ERR_INVALID_THIS('WritableStream');
    return new WritableStreamDefaultWriter(this);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(this, depth, options, this[kType], { locked: this.locked, state: this[kState].state });
  }
}

class WritableStreamDefaultWriter {
  [kType] = 'WritableStreamDefaultWriter';

  constructor(stream) {
    if (!isWritableStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'WritableStream', stream);
    this[kState] = { __proto__: null, stream: undefined, close: undefined, ready: undefined };
    ops.setupWriter(this, stream);
  }

  get closed() {
    if (!isWritableStreamDefaultWriter(this)) return PromiseReject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    return this[kState].close.promise;
  }

  get desiredSize() {
    if (!isWritableStreamDefaultWriter(this)) throw new ERR_INVALID_THIS('WritableStreamDefaultWriter');
    if (this[kState].stream === undefined) throw notBound();
    return ops.writerDesiredSize(this);
  }

  get ready() {
    if (!isWritableStreamDefaultWriter(this)) return PromiseReject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    return this[kState].ready.promise;
  }

  abort(reason = undefined) {
    if (!isWritableStreamDefaultWriter(this)) return PromiseReject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    const { stream } = this[kState];
    return stream === undefined ? PromiseReject(notBound()) : ops.abort(stream, reason);
  }

  close() {
    if (!isWritableStreamDefaultWriter(this)) return PromiseReject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    const { stream } = this[kState];
    if (stream === undefined) return PromiseReject(notBound());
    if (ops.closeQueuedOrInFlight(stream)) {
      return PromiseReject(new ERR_INVALID_STATE.TypeError('Failure to close WritableStream'));
    }
    return ops.close(stream);
  }

  releaseLock() {
    if (!isWritableStreamDefaultWriter(this)) throw new ERR_INVALID_THIS('WritableStreamDefaultWriter');
    if (this[kState].stream !== undefined) ops.writerRelease(this);
  }

  write(chunk = undefined) {
    if (!isWritableStreamDefaultWriter(this)) return PromiseReject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    return this[kState].stream === undefined ? PromiseReject(notBound()) : ops.writerWrite(this, chunk);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(this, depth, options, this[kType], {
      stream: this[kState].stream,
      close: this[kState].close.promise,
      ready: this[kState].ready.promise,
      desiredSize: this.desiredSize,
    });
  }
}

function notBound() {
  return new ERR_INVALID_STATE.TypeError('Writer is not bound to a WritableStream');
}

class WritableStreamDefaultController {
  [kType] = 'WritableStreamDefaultController';

  constructor(key = undefined) {
    if (key !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get signal() {
    if (!isWritableStreamDefaultController(this)) throw new ERR_INVALID_THIS('WritableStreamDefaultController');
    return this[kState].abortController.signal;
  }

  error(error = undefined) {
    if (!isWritableStreamDefaultController(this)) throw new ERR_INVALID_THIS('WritableStreamDefaultController');
    ops.errorIfNeeded(this, error);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(this, depth, options, this[kType], { stream: this[kState].stream });
  }
}

ObjectDefineProperties(WritableStream.prototype, {
  locked: kEnumerableProperty,
  abort: kEnumerableProperty,
  close: kEnumerableProperty,
  getWriter: kEnumerableProperty,
  [SymbolToStringTag]: readOnly('WritableStream'),
});
ObjectDefineProperties(WritableStreamDefaultWriter.prototype, {
  closed: kEnumerableProperty,
  ready: kEnumerableProperty,
  desiredSize: kEnumerableProperty,
  abort: kEnumerableProperty,
  close: kEnumerableProperty,
  releaseLock: kEnumerableProperty,
  write: kEnumerableProperty,
  [SymbolToStringTag]: readOnly('WritableStreamDefaultWriter'),
});
ObjectDefineProperties(WritableStreamDefaultController.prototype, {
  signal: kEnumerableProperty,
  error: kEnumerableProperty,
  [SymbolToStringTag]: readOnly('WritableStreamDefaultController'),
});

function setupFromSink(stream, sink, highWaterMark, size) {
  const start = sink?.start;
  if (start !== undefined) validateFunction(start, 'sink.start');
  ops.setupController(stream, new WritableStreamDefaultController(kSkipThrow), {
    start: start === undefined ? nop : (controller) => FunctionPrototypeCall(start, sink, controller),
    write: algorithm(sink, 'write', 'sink'),
    close: algorithm(sink, 'close', 'sink'),
    abort: algorithm(sink, 'abort', 'sink'),
  }, highWaterMark, size);
}

/** A stream of ours, from algorithms that already return promises. */
function createWritableStream({ start = nop, write = asyncNop, close = asyncNop, abort = asyncNop }, highWaterMark = 1, size = one) {
  const stream = { __proto__: WritableStream.prototype, [kType]: 'WritableStream', [kState]: ops.createState() };
  ops.setupController(stream, new WritableStreamDefaultController(kSkipThrow), { start, write, close, abort }, highWaterMark, size);
  return stream;
}

require('internal/webstreams/transfer').installWritable(WritableStream.prototype);

module.exports = {
  WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
  createWritableStream,
  isWritableStream,
};
