'use strict';

// Queues with sizes (https://streams.spec.whatwg.org/#queue-with-sizes): state.queue and state.queueTotalSize.

const { ArrayPrototypePush, ArrayPrototypeShift, MathMax, NumberIsNaN } = primordials;
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');

function resetQueue(state) {
  state.queue = [];
  state.queueTotalSize = 0;
}

function enqueueWithSize(state, value, size) {
  const number = +size;
  if (NumberIsNaN(number) || number < 0 || number === Infinity) throw new ERR_INVALID_ARG_VALUE.RangeError('size', size);
  ArrayPrototypePush(state.queue, { value, size: number });
  state.queueTotalSize += number;
}

function dequeue(state) {
  const { value, size } = ArrayPrototypeShift(state.queue);
  state.queueTotalSize = MathMax(0, state.queueTotalSize - size);  // sums of fractions drift
  return value;
}

module.exports = { dequeue, enqueueWithSize, resetQueue };
