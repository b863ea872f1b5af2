'use strict';

// captureRejections: the promise that an async listener returns is watched, and its rejection becomes an 'error' event.

const { FunctionPrototypeCall, SafeArrayIterator } = primordials;
const { kCapture, kRejection } = require('internal/events/symbols');

function watchResult(emitter, result, type, args) {
  if (!emitter[kCapture]) return;
  try {
    const { then } = result;  // read once: it may be a getter
    if (typeof then === 'function') {
      FunctionPrototypeCall(then, result, undefined, (err) => {
        // In a tick, so that an exception of the handler is not another rejection of this promise.
        process.nextTick(deliverRejection, emitter, err, type, args);
      });
    }
  } catch (err) {
    emitter.emit('error', err);
  }
}

function deliverRejection(emitter, err, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](err, type, ...new SafeArrayIterator(args));
    return;
  }
  // An async 'error' listener that rejects would lead here again, for ever.
  const before = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', err);
  } finally {
    emitter[kCapture] = before;
  }
}

module.exports = { watchResult };
