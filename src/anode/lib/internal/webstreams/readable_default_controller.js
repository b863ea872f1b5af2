'use strict';

// ReadableStreamDefaultController (https://streams.spec.whatwg.org/#rs-default-controller-class).

const { ObjectDefineProperties, SymbolToStringTag } = primordials;

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_STATE, ERR_INVALID_THIS } } = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEnumerableProperty } = require('internal/util/frozen');
const ops = require('internal/webstreams/readable_operations');
const { customInspect } = require('internal/webstreams/inspect');
const { dequeue, enqueueWithSize, resetQueue } = require('internal/webstreams/sized_queue');
const { isBrand, kSkipThrow, kState, kType, readOnly } = require('internal/webstreams/brand');
const { canCloseOrEnqueue, clearAlgorithms, desiredSize, fail, pullIfNeeded, start } = require('internal/webstreams/readable_pull');

const { kCancel, kPull, kRelease } = ops;

const isReadableStreamDefaultController = isBrand('ReadableStreamDefaultController');

function check(controller) {
  if (!isReadableStreamDefaultController(controller)) throw new ERR_INVALID_THIS('ReadableStreamDefaultController');
}

class ReadableStreamDefaultController {
  [kType] = 'ReadableStreamDefaultController';

  constructor(key = undefined) {
    if (key !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get desiredSize() {
    check(this);
    return desiredSize(this);
  }

  close() {
    check(this);
    if (!canCloseOrEnqueue(this)) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    close(this);
  }

  enqueue(chunk = undefined) {
    check(this);
    if (!canCloseOrEnqueue(this)) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    enqueue(this, chunk);
  }

  error(error = undefined) {
    check(this);
    fail(this, error);
  }

  [kCancel](reason) {
    const c = this[kState];
    resetQueue(c);
    const result = c.cancelAlgorithm(reason);
    clearAlgorithms(this);
    return result;
  }

  [kPull](request) {
    const c = this[kState];
    if (c.queue.length === 0) {
      ops.addRequest(c.stream, request);
      pullIfNeeded(this);
      return;
    }
    const chunk = dequeue(c);
    if (c.closeRequested && c.queue.length === 0) {
      clearAlgorithms(this);
      ops.close(c.stream);
    } else {
      pullIfNeeded(this);
    }
    request.chunk(chunk);
  }

  [kRelease]() {}

  [customInspectSymbol](depth, options) {
    return customInspect(this, depth, options, this[kType], {});
  }
}

ObjectDefineProperties(ReadableStreamDefaultController.prototype, {
  desiredSize: kEnumerableProperty,
  close: kEnumerableProperty,
  enqueue: kEnumerableProperty,
  error: kEnumerableProperty,
  [SymbolToStringTag]: readOnly('ReadableStreamDefaultController'),
});

/** `algorithms` are start (called now), pull and cancel, which return promises. */
function setup(stream, algorithms, highWaterMark, sizeAlgorithm) {
  const controller = new ReadableStreamDefaultController(kSkipThrow);
  controller[kState] = {
    __proto__: null,
    stream,
    queue: [],
    queueTotalSize: 0,
    started: false,
    closeRequested: false,
    pullAgain: false,
    pulling: false,
    highWaterMark,
    sizeAlgorithm,
    pullAlgorithm: algorithms.pull,
    cancelAlgorithm: algorithms.cancel,
  };
  stream[kState].controller = controller;
  start(controller, algorithms);
  return controller;
}

function close(controller) {
  if (!canCloseOrEnqueue(controller)) return;
  const c = controller[kState];
  c.closeRequested = true;
  if (c.queue.length === 0) {
    clearAlgorithms(controller);
    ops.close(c.stream);
  }
}

function enqueue(controller, chunk) {
  if (!canCloseOrEnqueue(controller)) return;
  const c = controller[kState];
  if (ops.isLocked(c.stream) && ops.requestCount(c.stream) > 0) {
    ops.fulfillRequest(c.stream, chunk, false);
  } else {
    try {
      enqueueWithSize(c, chunk, c.sizeAlgorithm(chunk));
    } catch (error) {
      fail(controller, error);
      throw error;
    }
  }
  pullIfNeeded(controller);
}

module.exports = { ReadableStreamDefaultController, close, enqueue, setup };
