'use strict';

// Messages between primary and workers over their channel. Some of them are answered.

const { ReflectApply, SafeMap } = primordials;

const callbacks = new SafeMap();
let sequence = 0;

function send(target, message, handle, callback) {
  if (!target.connected) return false;
  message = { cmd: 'NODE_CLUSTER', ...message, seq: sequence };
  if (typeof callback === 'function') callbacks.set(sequence, callback);
  sequence += 1;
  return target.send(message, handle);
}

// A listener for 'internalMessage'. An answer goes to the callback of its request, other messages to `callback`; both are called with the
// worker as `this`.
function receive(worker, callback) {
  return function onInternalMessage(message, handle) {
    if (message.cmd !== 'NODE_CLUSTER') return;
    let run = callback;
    if (message.ack !== undefined) {
      const waiting = callbacks.get(message.ack);
      if (waiting !== undefined) {
        run = waiting;
        callbacks.delete(message.ack);
      }
    }
    ReflectApply(run, worker, [message, handle]);
  };
}

module.exports = { receive, send };
