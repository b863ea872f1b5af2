'use strict';

// ReadableByteStreamController (https://streams.spec.whatwg.org/#rbs-controller-class).

const {
  ArrayBuffer, ArrayBufferPrototypeGetDetached, ArrayBufferPrototypeTransfer, ArrayPrototypePush, ArrayPrototypeShift,
  ObjectDefineProperties, SymbolToStringTag, Uint8Array,
} = primordials;
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS } } = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEnumerableProperty } = require('internal/util/frozen');
const { isArrayBufferView } = require('internal/util/types');
const { validateBuffer } = require('internal/validators');
const ops = require('internal/webstreams/readable_operations');
const { customInspect } = require('internal/webstreams/inspect');
const { isBrand, kSkipThrow, kState, kType, readOnly } = require('internal/webstreams/brand');
const { resetQueue } = require('internal/webstreams/sized_queue');
const {
  clearAlgorithms, clearPendingPullIntos, desiredSize, fail, invalidateRequest, pullIfNeeded, start,
} = require('internal/webstreams/readable_pull');
const { byobRequest } = require('internal/webstreams/readable_byob_request');
const { enqueueBytes, takeFromQueue } = require('internal/webstreams/readable_byte_queue');
const { commitAll, enqueueDetachedPullInto, fillFromQueue, pullInto } = require('internal/webstreams/readable_pull_into');

const { kCancel, kPull, kRelease } = ops;

const isReadableByteStreamController = isBrand('ReadableByteStreamController');

function check(controller) {
  if (!isReadableByteStreamController(controller)) throw new ERR_INVALID_THIS('ReadableByteStreamController');
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
  controller[kState] = {
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
    sizeAlgorithm: undefined,
    pullAlgorithm: algorithms.pull,
    cancelAlgorithm: algorithms.cancel,
  };
  stream[kState].controller = controller;
  start(controller, algorithms);
  return controller;
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

module.exports = { ReadableByteStreamController, close, enqueue, isReadableByteStreamController, setup };
