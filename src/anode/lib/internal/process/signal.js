'use strict';

// Signals. A signal keeps its default action until the program listens for it, so SIGINT ends even `for(;;){}`.

const { SafeMap, StringPrototypeStartsWith } = primordials;

const watched = new SafeMap();

function isSignal(event) {
  if (typeof event !== 'string' || !StringPrototypeStartsWith(event, 'SIG')) return false;
  const { signals } = require('internal/os_constants').os;
  return signals[event] !== undefined;
}

function onNewListener(event) {
  require('internal/process/promises').onListener(event);
  if (!isSignal(event) || watched.has(event)) return;
  const { signals } = require('internal/os_constants').os;
  const number = signals[event];
  if (event === 'SIGPROF') process.emitWarning('process.on(SIGPROF) is reserved while debugging');
  if (event === 'SIGKILL' || event === 'SIGSTOP') {
    const { ErrnoException } = require('internal/errors');
    throw new ErrnoException(-22, 'uv_signal_start');
  }
  const id = binding('process/signals').start(number);
  binding.attach(id, (kind) => {
    if (kind === 0) process.emit(event, event, number);
  }, undefined, 'SIGNALWRAP');
  binding.unref(id);
  watched.set(event, id);
}

function onRemoveListener(event) {
  const id = watched.get(event);
  if (id === undefined || process.listenerCount(event) !== 0) return;
  watched.delete(event);
  binding.close(id);
}

// Embedded, signals belong to the host, and in a worker to the main thread: listening is allowed, but no signal ever arrives.
function listenForListeners(elsewhere) {
  if (elsewhere) {
    process.on('newListener', require('internal/process/promises').onListener);
    return;
  }
  process.on('newListener', onNewListener);
  process.on('removeListener', onRemoveListener);
}

module.exports = { listenForListeners };
