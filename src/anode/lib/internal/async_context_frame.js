'use strict';

// The stores of every AsyncLocalStorage at one moment. A frame never changes: setting a store makes a new one, so that a
// frame that something holds on to stays what it was. The engine carries the current frame across `await`; queues of
// our own (ticks, timers, requests) note it when they are filled and set it when they call.

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
