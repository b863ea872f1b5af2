'use strict';

// A frame holds the stores of every AsyncLocalStorage at one moment. A frame never changes: setting a store makes a new frame, so code
// that holds a frame keeps its stores. The engine carries the current frame across `await`. Ticks, timers and requests note the frame when
// they are queued, and set it for their callback.

const { SafeMap } = primordials;
const { getAsyncContext, setAsyncContext } = require('internal/engine');

const current = () => getAsyncContext();
const set = (frame) => setAsyncContext(frame);

function exchange(frame) {
  const before = getAsyncContext();
  setAsyncContext(frame);
  return before;
}

function withStore(storage, store) {
  const frame = getAsyncContext();
  const next = new SafeMap();
  if (frame !== undefined) {
    for (const entry of frame.entries()) next.set(entry[0], entry[1]);
  }
  next.set(storage, store);
  return next;
}

function without(storage) {
  const frame = getAsyncContext();
  if (frame === undefined || !frame.has(storage)) return frame;
  const next = new SafeMap();
  for (const entry of frame.entries()) {
    if (entry[0] !== storage) next.set(entry[0], entry[1]);
  }
  return next;
}

module.exports = { current, set, exchange, withStore, without };
