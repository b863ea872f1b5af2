'use strict';

// Pull-intos (https://streams.spec.whatwg.org/#pull-into-descriptor): reads into a buffer of the reader's, which wait until it is filled
// far enough.

const {
  ArrayBufferPrototypeGetByteLength, ArrayBufferPrototypeTransfer, ArrayPrototypePush, ArrayPrototypeShift, MathMin,
  TypedArrayPrototypeSet, Uint8Array,
} = primordials;
const { Buffer } = require('buffer');
const { FastBuffer } = require('internal/buffer');
const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE } } = require('internal/errors');
const { isDataView } = require('internal/util/types');
const ops = require('internal/webstreams/readable_operations');
const { kState } = require('internal/webstreams/brand');
const { fail, invalidateRequest, pullIfNeeded } = require('internal/webstreams/readable_pull');
const { enqueueCopy, handleQueueDrain } = require('internal/webstreams/readable_byte_queue');

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

function enqueueDetachedPullInto(controller, descriptor) {
  if (descriptor.bytesFilled > 0) {
    enqueueCopy(controller, descriptor.buffer, descriptor.byteOffset, descriptor.bytesFilled);
  }
  ArrayPrototypeShift(controller[kState].pendingPullIntos);
}

// The reader's result: a view of its own kind on the part that was filled.
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

// Copies bytes from the queue into the descriptor. True if they are enough for its reader.
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

module.exports = { commitAll, enqueueDetachedPullInto, fillFromQueue, pullInto, readInto, respond, respondWithNewView };
