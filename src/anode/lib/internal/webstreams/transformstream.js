'use strict';

// TransformStream (https://streams.spec.whatwg.org/#ts).

const {
  FunctionPrototypeCall, ObjectDefineProperties, PromisePrototypeThen, PromiseWithResolvers, SymbolToStringTag,
} = primordials;

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEmptyObject, kEnumerableProperty } = require('internal/util/frozen');
const {
  kValidateObjectAllowObjects, kValidateObjectAllowObjectsAndNull, validateFunction, validateObject,
} = require('internal/validators');
const readable = require('internal/webstreams/readable_default_controller');
const pull = require('internal/webstreams/readable_pull');
const { createReadableStream } = require('internal/webstreams/readablestream');
const { errorIfNeeded } = require('internal/webstreams/writable_operations');
const { createWritableStream } = require('internal/webstreams/writablestream');
const { algorithm } = require('internal/webstreams/promises');
const { customInspect } = require('internal/webstreams/inspect');
const { extractHighWaterMark, extractSizeAlgorithm } = require('internal/webstreams/strategy');
const { isBrand, kSkipThrow, kState, kType, readOnly } = require('internal/webstreams/brand');

const isTransformStream = isBrand('TransformStream');
const isTransformStreamDefaultController = isBrand('TransformStreamDefaultController');

class TransformStream {
  [kType] = 'TransformStream';

  constructor(transformer = kEmptyObject, writableStrategy = kEmptyObject, readableStrategy = kEmptyObject) {
    validateObject(transformer, 'transformer', kValidateObjectAllowObjects);
    validateObject(writableStrategy, 'writableStrategy', kValidateObjectAllowObjectsAndNull);
    validateObject(readableStrategy, 'readableStrategy', kValidateObjectAllowObjectsAndNull);
    const readableType = transformer?.readableType;
    const writableType = transformer?.writableType;
    const start = transformer?.start;
    if (readableType !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.readableType', readableType);
    if (writableType !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.writableType', writableType);
    const readableMark = extractHighWaterMark(readableStrategy?.highWaterMark, 0);
    const readableSize = extractSizeAlgorithm(readableStrategy?.size);
    const writableMark = extractHighWaterMark(writableStrategy?.highWaterMark, 1);
    const writableSize = extractSizeAlgorithm(writableStrategy?.size);

    const started = PromiseWithResolvers();
    const state = this[kState] = {
      __proto__: null,
      readable: undefined,
      writable: undefined,
      controller: undefined,
      backpressure: undefined,
      backpressureChange: undefined,
    };
    state.writable = createWritableStream({
      start: () => started.promise,
      write: (chunk) => sinkWrite(this, chunk),
      close: () => sinkClose(this),
      abort: (reason) => sinkAbort(this, reason),
    }, writableMark, writableSize);
    state.readable = createReadableStream({
      start: () => started.promise,
      pull: () => sourcePull(this),
      cancel: (reason) => sourceCancel(this, reason),
    }, readableMark, readableSize);
    setBackpressure(this, true);

    const controller = state.controller = new TransformStreamDefaultController(kSkipThrow);
    controller[kState] = {
      __proto__: null,
      stream: this,
      finishPromise: undefined,
      transform: transformer?.transform === undefined ?
        async (chunk) => enqueue(controller, chunk) : algorithm(transformer, 'transform', 'transformer'),
      flush: algorithm(transformer, 'flush', 'transformer'),
      cancel: algorithm(transformer, 'cancel', 'transformer'),
    };
    if (start === undefined) {
      started.resolve();
    } else {
      validateFunction(start, 'transformer.start');
      started.resolve(FunctionPrototypeCall(start, transformer, controller));
    }
  }

  get readable() {
    if (!isTransformStream(this)) throw new ERR_INVALID_THIS('TransformStream');
    return this[kState].readable;
  }

  get writable() {
    if (!isTransformStream(this)) throw new ERR_INVALID_THIS('TransformStream');
    return this[kState].writable;
  }

  [customInspectSymbol](depth, options) {
    return customInspect(this, depth, options, this[kType], {
      readable: this.readable,
      writable: this.writable,
      backpressure: this[kState].backpressure,
    });
  }
}

function check(controller) {
  if (!isTransformStreamDefaultController(controller)) throw new ERR_INVALID_THIS('TransformStreamDefaultController');
}

class TransformStreamDefaultController {
  [kType] = 'TransformStreamDefaultController';

  constructor(key = undefined) {
    if (key !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get desiredSize() {
    check(this);
    return pull.desiredSize(readerController(this[kState].stream));
  }

  enqueue(chunk = undefined) {
    check(this);
    enqueue(this, chunk);
  }

  error(reason = undefined) {
    check(this);
    fail(this[kState].stream, reason);
  }

  terminate() {
    check(this);
    const { stream } = this[kState];
    readable.close(readerController(stream));
    failWritable(stream, new ERR_INVALID_STATE.TypeError('TransformStream has been terminated'));
  }

  [customInspectSymbol](depth, options) {
    return customInspect(this, depth, options, this[kType], { stream: this[kState].stream });
  }
}

ObjectDefineProperties(TransformStream.prototype, {
  readable: kEnumerableProperty,
  writable: kEnumerableProperty,
  [SymbolToStringTag]: readOnly('TransformStream'),
});
ObjectDefineProperties(TransformStreamDefaultController.prototype, {
  desiredSize: kEnumerableProperty,
  enqueue: kEnumerableProperty,
  error: kEnumerableProperty,
  terminate: kEnumerableProperty,
  [SymbolToStringTag]: readOnly('TransformStreamDefaultController'),
});

const readerController = (stream) => stream[kState].readable[kState].controller;
const writerController = (stream) => stream[kState].writable[kState].controller;

function setBackpressure(stream, backpressure) {
  const s = stream[kState];
  s.backpressureChange?.resolve();
  s.backpressureChange = PromiseWithResolvers();
  s.backpressure = backpressure;
}

function clearAlgorithms(controller) {
  const c = controller[kState];
  c.transform = c.flush = c.cancel = undefined;
}

function fail(stream, error) {
  pull.fail(readerController(stream), error);
  failWritable(stream, error);
}

function failWritable(stream, error) {
  clearAlgorithms(stream[kState].controller);
  errorIfNeeded(writerController(stream), error);
  unblockWrite(stream);
}

// A write that waits for the reader must not wait for ever.
function unblockWrite(stream) {
  if (stream[kState].backpressure) setBackpressure(stream, false);
}

function enqueue(controller, chunk) {
  const { stream } = controller[kState];
  const reader = readerController(stream);
  if (!pull.canCloseOrEnqueue(reader)) throw new ERR_INVALID_STATE.TypeError('Unable to enqueue');
  try {
    readable.enqueue(reader, chunk);
  } catch (error) {
    failWritable(stream, error);
    throw stream[kState].readable[kState].storedError;
  }
  if (!pull.shouldPull(reader) && !stream[kState].backpressure) setBackpressure(stream, true);
}

async function transform(controller, chunk) {
  const c = controller[kState];
  if (c.transform === undefined) return;  // cancelled meanwhile
  try {
    await c.transform(chunk, controller);
  } catch (error) {
    fail(c.stream, error);
    throw error;
  }
}

function sinkWrite(stream, chunk) {
  const s = stream[kState];
  if (!s.backpressure) return transform(s.controller, chunk);
  return PromisePrototypeThen(s.backpressureChange.promise, () => {
    const w = s.writable[kState];
    if (w.state === 'erroring') throw w.storedError;
    return transform(s.controller, chunk);
  });
}

// Abort, close and cancel: the first of them runs, the others share its promise.
function finishOnce(stream, run, succeed, failed) {
  const { controller } = stream[kState];
  const c = controller[kState];
  if (c.finishPromise !== undefined) return c.finishPromise;
  const { promise, resolve, reject } = PromiseWithResolvers();
  c.finishPromise = promise;
  const running = run(c);
  clearAlgorithms(controller);
  PromisePrototypeThen(running, () => succeed(resolve, reject), (error) => {
    failed(error);
    reject(error);
  });
  return promise;
}

function sinkAbort(stream, reason) {
  const r = stream[kState].readable[kState];
  return finishOnce(stream, (c) => c.cancel(reason), (resolve, reject) => {
    if (r.state === 'errored') {
      reject(r.storedError);
    } else {
      pull.fail(r.controller, reason);
      resolve();
    }
  }, (error) => pull.fail(r.controller, error));
}

function sinkClose(stream) {
  const r = stream[kState].readable[kState];
  return finishOnce(stream, (c) => c.flush(stream[kState].controller), (resolve, reject) => {
    if (r.state === 'errored') {
      reject(r.storedError);
    } else {
      readable.close(r.controller);
      resolve();
    }
  }, (error) => pull.fail(r.controller, error));
}

function sourcePull(stream) {
  setBackpressure(stream, false);
  return stream[kState].backpressureChange.promise;
}

function sourceCancel(stream, reason) {
  const w = stream[kState].writable[kState];
  const failWrites = (error) => {
    errorIfNeeded(w.controller, error);
    unblockWrite(stream);
  };
  return finishOnce(stream, (c) => c.cancel(reason), (resolve, reject) => {
    if (w.state === 'errored') {
      reject(w.storedError);
    } else {
      failWrites(reason);
      resolve();
    }
  }, failWrites);
}

require('internal/webstreams/transfer').installTransform(TransformStream.prototype);

module.exports = {
  TransformStream,
  TransformStreamDefaultController,
};
