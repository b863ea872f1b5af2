'use strict';

// ReadableByteStreamController and ReadableStreamBYOBRequest
// (https://streams.spec.whatwg.org/#rbs-controller-class). The queue holds pieces of memory; a read
// into a buffer of the reader's is a "pull-into" that waits until it is filled far enough.

const {
  ArrayBuffer,
  ArrayBufferPrototypeGetByteLength,
  ArrayBufferPrototypeGetDetached,
  ArrayBufferPrototypeSlice,
  ArrayBufferPrototypeTransfer,
  ArrayPrototypePush,
  ArrayPrototypeShift,
  MathMin,
  ObjectDefineProperties,
  PromisePrototypeThen,
  PromiseResolve,
  SymbolToStringTag,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;

const { Buffer } = require('buffer');
const { FastBuffer } = require('internal/buffer');
const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEnumerableProperty } = require('internal/util/frozen');
const { isArrayBufferView, isDataView } = require('internal/util/types');
const { validateBuffer } = require('internal/validators');
const ops = require('internal/webstreams/readable_operations');
const { customInspect } = require('internal/webstreams/inspect');
const { isBrand, kSkipThrow, kState, kType, readOnly } = require('internal/webstreams/brand');
const { resetQueue } = require('internal/webstreams/sized_queue');
const { kCancel, kPull, kRelease } = ops;

const isReadableByteStreamController = isBrand('ReadableByteStreamController');
const isReadableStreamBYOBRequest = isBrand('ReadableStreamBYOBRequest');

function checkRequest(request) {
  if (!isReadableStreamBYOBRequest(request)) throw new ERR_INVALID_THIS('ReadableStreamBYOBRequest');
}

function check(controller) {
  if (!isReadableByteStreamController(controller)) throw new ERR_INVALID_THIS('ReadableByteStreamController');
}

class ReadableStreamBYOBRequest {
  [kType] = 'ReadableStreamBYOBRequest';

  constructor(key = undefined, controller, view) {
    if (key !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kState] = { __proto__: null, controller, view };
  }

  get view() {
    checkRequest(this);
    return this[kState].view;
  }

  respond(bytesWritten) {
    checkRequest(this);
    const { controller, view } = this[kState];
    if (controller === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated');
    if (ArrayBufferPrototypeGetDetached(view.buffer)) {
      throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is detached');
    }
    respond(controller, bytesWritten);
  }

  respondWithNewView(view) {
    checkRequest(this);
    const { controller } = this[kState];
    if (controller === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated');
    validateBuffer(view, 'view');
    if (ArrayBufferPrototypeGetDetached(view.buffer)) {
      throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is detached');
    }
    respondWithNewView(controller, view);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(this, depth, options, this[kType], { view: this.view, controller: this[kState].controller });
  }
}

class ReadableByteStreamController {
  [kType] = 'ReadableByteStreamController';

  constructor(key = undefined) {
    if (key !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get byobRequest() {
    check(this);
    return byobRequest(this);
  }

  get desiredSize() {
    check(this);
    return desiredSize(this);
  }

  close() {
    check(this);
    if (this[kState].closeRequested) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    if (this[kState].stream[kState].state !== 'readable') {
      throw new ERR_INVALID_STATE.TypeError('ReadableStream is already closed');
    }
    close(this);
  }

  enqueue(chunk) {
    check(this);
    validateBuffer(chunk);
    if (!isArrayBufferView(chunk)) throw new ERR_INVALID_ARG_VALUE('chunk', chunk);
    if (chunk.byteLength === 0 || chunk.buffer.byteLength === 0) {
      throw new ERR_INVALID_STATE.TypeError('chunk ArrayBuffer is zero-length or detached');
    }
    if (this[kState].closeRequested) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    if (this[kState].stream[kState].state !== 'readable') {
      throw new ERR_INVALID_STATE.TypeError('ReadableStream is already closed');
    }
    enqueue(this, chunk);
  }

  error(error = undefined) {
    check(this);
    fail(this, error);
  }

  [kCancel](reason) {
    const c = this[kState];
    clearPendingPullIntos(this);
    resetQueue(c);
    const result = c.cancelAlgorithm(reason);
    clearAlgorithms(this);
    return result;
  }

  [kPull](request) {
    const c = this[kState];
    if (c.queueTotalSize > 0) {
      takeFromQueue(this, request);
      return;
    }
    if (c.autoAllocateChunkSize !== undefined) {
      let buffer;
      try {
        buffer = new ArrayBuffer(c.autoAllocateChunkSize);
      } catch (error) {
        request.error(error);
        return;
      }
      ArrayPrototypePush(c.pendingPullIntos, pullInto(buffer, 0, c.autoAllocateChunkSize, 1, 1, Uint8Array, 'default'));
    }
    ops.addRequest(c.stream, request);
    pullIfNeeded(this);
  }

  [kRelease]() {
    const { pendingPullIntos } = this[kState];
    if (pendingPullIntos.length > 0) {
      pendingPullIntos[0].type = 'none';
      this[kState].pendingPullIntos = [pendingPullIntos[0]];
    }
  }

  [customInspectSymbol](depth, options) {
    return customInspect(this, depth, options, this[kType], {});
  }
}

ObjectDefineProperties(ReadableStreamBYOBRequest.prototype, {
  view: kEnumerableProperty,
  respond: kEnumerableProperty,
  respondWithNewView: kEnumerableProperty,
  [SymbolToStringTag]: readOnly('ReadableStreamBYOBRequest'),
});
ObjectDefineProperties(ReadableByteStreamController.prototype, {
  byobRequest: kEnumerableProperty,
  desiredSize: kEnumerableProperty,
  close: kEnumerableProperty,
  enqueue: kEnumerableProperty,
  error: kEnumerableProperty,
  [SymbolToStringTag]: readOnly('ReadableByteStreamController'),
});

function setup(stream, algorithms, highWaterMark, autoAllocateChunkSize) {
  const controller = new ReadableByteStreamController(kSkipThrow);
  const c = controller[kState] = {
    __proto__: null,
    stream,
    queue: [],           // { buffer, byteOffset, byteLength }
    queueTotalSize: 0,
    started: false,
    closeRequested: false,
    pullAgain: false,
    pulling: false,
    highWaterMark,
    autoAllocateChunkSize,
    byobRequest: null,
    pendingPullIntos: [],
    pullAlgorithm: algorithms.pull,
    cancelAlgorithm: algorithms.cancel,
  };
  stream[kState].controller = controller;
  PromisePrototypeThen(PromiseResolve(algorithms.start(controller)), () => {
    c.started = true;
    pullIfNeeded(controller);
  }, (error) => fail(controller, error));
  return controller;
}

function pullInto(buffer, byteOffset, byteLength, minimumFill, elementSize, Type, type) {
  return {
    __proto__: null,
    buffer,
    bufferByteLength: buffer.byteLength,
    byteOffset,
    byteLength,
    bytesFilled: 0,
    minimumFill,
    elementSize,
    Type,
    type,
  };
}

function clearAlgorithms(controller) {
  const c = controller[kState];
  c.pullAlgorithm = c.cancelAlgorithm = undefined;
}

function invalidateRequest(controller) {
  const c = controller[kState];
  if (c.byobRequest === null) return;
  c.byobRequest[kState].controller = undefined;
  c.byobRequest[kState].view = null;
  c.byobRequest = null;
}

function clearPendingPullIntos(controller) {
  invalidateRequest(controller);
  controller[kState].pendingPullIntos = [];
}

function byobRequest(controller) {
  const c = controller[kState];
  if (c.byobRequest === null && c.pendingPullIntos.length > 0) {
    const first = c.pendingPullIntos[0];
    const view = new Uint8Array(first.buffer, first.byteOffset + first.bytesFilled, first.byteLength - first.bytesFilled);
    c.byobRequest = new ReadableStreamBYOBRequest(kSkipThrow, controller, view);
  }
  return c.byobRequest;
}

function desiredSize(controller) {
  const c = controller[kState];
  const { state } = c.stream[kState];
  if (state === 'errored') return null;
  return state === 'closed' ? 0 : c.highWaterMark - c.queueTotalSize;
}

function shouldPull(controller) {
  const c = controller[kState];
  const { stream } = c;
  if (stream[kState].state !== 'readable' || c.closeRequested || !c.started) return false;
  if (ops.isLocked(stream) && ops.requestCount(stream) > 0) return true;
  return desiredSize(controller) > 0;
}

function pullIfNeeded(controller) {
  if (!shouldPull(controller)) return;
  const c = controller[kState];
  if (c.pulling) {
    c.pullAgain = true;
    return;
  }
  c.pulling = true;
  PromisePrototypeThen(c.pullAlgorithm(controller), () => {
    c.pulling = false;
    if (c.pullAgain) {
      c.pullAgain = false;
      pullIfNeeded(controller);
    }
  }, (error) => fail(controller, error));
}

function close(controller) {
  const c = controller[kState];
  if (c.closeRequested || c.stream[kState].state !== 'readable') return;
  if (c.queueTotalSize > 0) {
    c.closeRequested = true;
    return;
  }
  if (c.pendingPullIntos.length > 0) {
    const first = c.pendingPullIntos[0];
    if (first.bytesFilled % first.elementSize !== 0) {
      const error = new ERR_INVALID_STATE.TypeError('Partial read');
      fail(controller, error);
      throw error;
    }
  }
  clearAlgorithms(controller);
  ops.close(c.stream);
}

function fail(controller, error) {
  const c = controller[kState];
  if (c.stream[kState].state !== 'readable') return;
  clearPendingPullIntos(controller);
  resetQueue(c);
  clearAlgorithms(controller);
  ops.fail(c.stream, error);
}

// --- the queue ------------------------------------------------------------------------------

function enqueueBytes(controller, buffer, byteOffset, byteLength) {
  ArrayPrototypePush(controller[kState].queue, { buffer, byteOffset, byteLength });
  controller[kState].queueTotalSize += byteLength;
}

function enqueueCopy(controller, buffer, byteOffset, byteLength) {
  let copy;
  try {
    copy = ArrayBufferPrototypeSlice(buffer, byteOffset, byteOffset + byteLength);
  } catch (error) {
    fail(controller, error);
    throw error;
  }
  enqueueBytes(controller, copy, 0, byteLength);
}

function enqueue(controller, chunk) {
  const c = controller[kState];
  const { stream } = c;
  if (c.closeRequested || stream[kState].state !== 'readable') return;
  const { buffer, byteOffset, byteLength } = chunk;
  if (ArrayBufferPrototypeGetDetached(buffer)) throw new ERR_INVALID_STATE.TypeError('chunk ArrayBuffer is detached');
  const transferred = ArrayBufferPrototypeTransfer(buffer);
  if (c.pendingPullIntos.length > 0) {
    const first = c.pendingPullIntos[0];
    if (ArrayBufferPrototypeGetDetached(first.buffer)) {
      throw new ERR_INVALID_STATE.TypeError('Destination ArrayBuffer is detached');
    }
    invalidateRequest(controller);
    first.buffer = ArrayBufferPrototypeTransfer(first.buffer);
    if (first.type === 'none') enqueueDetachedPullInto(controller, first);
  }
  if (ops.hasReader(stream, false)) {
    while (ops.requestCount(stream) > 0 && c.queueTotalSize > 0) {
      takeFromQueue(controller, ArrayPrototypeShift(stream[kState].reader[kState].readRequests));
    }
    if (ops.requestCount(stream) === 0) {
      enqueueBytes(controller, transferred, byteOffset, byteLength);
    } else {
      if (c.pendingPullIntos.length > 0) ArrayPrototypeShift(c.pendingPullIntos);
      ops.fulfillRequest(stream, new Uint8Array(transferred, byteOffset, byteLength), false);
    }
  } else if (ops.hasReader(stream, true)) {
    enqueueBytes(controller, transferred, byteOffset, byteLength);
    commitAll(controller, fillFromQueue(controller));
  } else {
    enqueueBytes(controller, transferred, byteOffset, byteLength);
  }
  pullIfNeeded(controller);
}

function takeFromQueue(controller, request) {
  const c = controller[kState];
  const entry = ArrayPrototypeShift(c.queue);
  c.queueTotalSize -= entry.byteLength;
  handleQueueDrain(controller);
  request.chunk(new Uint8Array(entry.buffer, entry.byteOffset, entry.byteLength));
}

function handleQueueDrain(controller) {
  const c = controller[kState];
  if (c.queueTotalSize === 0 && c.closeRequested) {
    clearAlgorithms(controller);
    ops.close(c.stream);
  } else {
    pullIfNeeded(controller);
  }
}

function enqueueDetachedPullInto(controller, descriptor) {
  if (descriptor.bytesFilled > 0) {
    enqueueCopy(controller, descriptor.buffer, descriptor.byteOffset, descriptor.bytesFilled);
  }
  ArrayPrototypeShift(controller[kState].pendingPullIntos);
}

// --- pull-intos -----------------------------------------------------------------------------

// What the reader gets: a view of his own kind on the part that was filled.
function toView({ buffer, byteOffset, byteLength, bytesFilled, elementSize, Type }) {
  if (bytesFilled > byteLength) throw new ERR_INVALID_STATE.RangeError('The buffer size is invalid');
  return new Type(ArrayBufferPrototypeTransfer(buffer), byteOffset, bytesFilled / elementSize);
}

function commit(stream, descriptor) {
  const done = stream[kState].state === 'closed';
  const view = toView(descriptor);
  if (descriptor.type === 'default' || descriptor.type === 'byob') ops.fulfillRequest(stream, view, done);
}

function commitAll(controller, descriptors) {
  for (let i = 0; i < descriptors.length; i++) commit(controller[kState].stream, descriptors[i]);
}

// Copies what the queue has into the descriptor. True when that is enough for its reader.
function fill(controller, descriptor) {
  const c = controller[kState];
  const most = MathMin(c.queueTotalSize, descriptor.byteLength - descriptor.bytesFilled);
  const filled = descriptor.bytesFilled + most;
  const whole = filled - filled % descriptor.elementSize;
  const ready = whole >= descriptor.minimumFill;
  let left = ready ? whole - descriptor.bytesFilled : most;
  while (left > 0) {
    const head = c.queue[0];
    const count = MathMin(left, head.byteLength);
    TypedArrayPrototypeSet(
      new Uint8Array(descriptor.buffer, descriptor.byteOffset + descriptor.bytesFilled, count),
      new Uint8Array(head.buffer, head.byteOffset, count));
    if (head.byteLength === count) {
      ArrayPrototypeShift(c.queue);
    } else {
      head.byteOffset += count;
      head.byteLength -= count;
    }
    c.queueTotalSize -= count;
    descriptor.bytesFilled += count;
    left -= count;
  }
  return ready;
}

function fillFromQueue(controller) {
  const c = controller[kState];
  const filled = [];
  while (c.pendingPullIntos.length > 0 && c.queueTotalSize > 0) {
    if (!fill(controller, c.pendingPullIntos[0])) break;
    ArrayPrototypePush(filled, ArrayPrototypeShift(c.pendingPullIntos));
  }
  return filled;
}

/** A BYOB reader's read(view). */
function readInto(controller, view, min, request) {
  const c = controller[kState];
  const { stream } = c;
  const elementSize = isDataView(view) ? 1 : view.constructor.BYTES_PER_ELEMENT;
  const Type = view.constructor === Buffer ? FastBuffer : view.constructor;  // Buffer() warns
  const { byteOffset, byteLength } = view;
  let buffer;
  try {
    buffer = ArrayBufferPrototypeTransfer(view.buffer);
  } catch (error) {
    request.error(error);
    return;
  }
  const descriptor = pullInto(buffer, byteOffset, byteLength, min * elementSize, elementSize, Type, 'byob');
  if (c.pendingPullIntos.length > 0) {
    ArrayPrototypePush(c.pendingPullIntos, descriptor);
    ops.addRequest(stream, request);
    return;
  }
  if (stream[kState].state === 'closed') {
    request.close(new Type(descriptor.buffer, descriptor.byteOffset, 0));
    return;
  }
  if (c.queueTotalSize > 0) {
    if (fill(controller, descriptor)) {
      const filled = toView(descriptor);
      handleQueueDrain(controller);
      request.chunk(filled);
      return;
    }
    if (c.closeRequested) {
      const error = new ERR_INVALID_STATE.TypeError('ReadableStream closed');
      fail(controller, error);
      request.error(error);
      return;
    }
  }
  ArrayPrototypePush(c.pendingPullIntos, descriptor);
  ops.addRequest(stream, request);
  pullIfNeeded(controller);
}

function respond(controller, bytesWritten) {
  const c = controller[kState];
  const first = c.pendingPullIntos[0];
  if (c.stream[kState].state === 'closed') {
    if (bytesWritten !== 0) throw new ERR_INVALID_ARG_VALUE('bytesWritten', bytesWritten);
  } else {
    if (!bytesWritten) throw new ERR_INVALID_ARG_VALUE('bytesWritten', bytesWritten);
    if (first.bytesFilled + bytesWritten > first.byteLength) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('bytesWritten', bytesWritten);
    }
  }
  first.buffer = ArrayBufferPrototypeTransfer(first.buffer);
  finishRespond(controller, bytesWritten);
}

function respondWithNewView(controller, view) {
  const c = controller[kState];
  const first = c.pendingPullIntos[0];
  const { buffer, byteOffset, byteLength } = view;
  if (c.stream[kState].state === 'closed') {
    if (byteLength !== 0) throw new ERR_INVALID_STATE.TypeError('View is not zero-length');
  } else if (byteLength === 0) {
    throw new ERR_INVALID_STATE.TypeError('View is zero-length');
  }
  if (first.byteOffset + first.bytesFilled !== byteOffset ||
      first.bytesFilled + byteLength > first.byteLength ||
      first.bufferByteLength !== ArrayBufferPrototypeGetByteLength(buffer)) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  }
  first.buffer = ArrayBufferPrototypeTransfer(buffer);
  finishRespond(controller, byteLength);
}

function finishRespond(controller, bytesWritten) {
  const c = controller[kState];
  const first = c.pendingPullIntos[0];
  invalidateRequest(controller);
  if (c.stream[kState].state === 'closed') respondWhenClosed(controller, first);
  else respondWhenReadable(controller, bytesWritten, first);
  pullIfNeeded(controller);
}

function respondWhenClosed(controller, first) {
  const c = controller[kState];
  if (first.type === 'none') ArrayPrototypeShift(c.pendingPullIntos);
  if (!ops.hasReader(c.stream, true)) return;
  const filled = [];
  while (filled.length < ops.requestCount(c.stream)) ArrayPrototypePush(filled, ArrayPrototypeShift(c.pendingPullIntos));
  commitAll(controller, filled);
}

function respondWhenReadable(controller, bytesWritten, first) {
  const c = controller[kState];
  first.bytesFilled += bytesWritten;
  if (first.type === 'none') {
    enqueueDetachedPullInto(controller, first);
    commitAll(controller, fillFromQueue(controller));
    return;
  }
  if (first.bytesFilled < first.minimumFill) return;
  ArrayPrototypeShift(c.pendingPullIntos);
  const rest = first.bytesFilled % first.elementSize;
  if (rest > 0) {  // half an element: back into the queue
    const end = first.byteOffset + first.bytesFilled;
    enqueueCopy(controller, first.buffer, end - rest, rest);
    first.bytesFilled -= rest;
  }
  const filled = fillFromQueue(controller);
  commit(c.stream, first);
  commitAll(controller, filled);
}

module.exports = {
  ReadableByteStreamController,
  ReadableStreamBYOBRequest,
  byobRequest,
  close,
  enqueue,
  fail,
  isReadableByteStreamController,
  readInto,
  respond,
  respondWithNewView,
  setup,
};
