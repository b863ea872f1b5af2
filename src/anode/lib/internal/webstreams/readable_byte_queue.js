'use strict';

// The queue of a byte controller: pieces of memory, as { buffer, byteOffset, byteLength }.

const { ArrayBufferPrototypeSlice, ArrayPrototypePush, ArrayPrototypeShift, Uint8Array } = primordials;
const ops = require('internal/webstreams/readable_operations');
const { kState } = require('internal/webstreams/brand');
const { clearAlgorithms, fail, pullIfNeeded } = require('internal/webstreams/readable_pull');

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

module.exports = { enqueueBytes, enqueueCopy, handleQueueDrain, takeFromQueue };
