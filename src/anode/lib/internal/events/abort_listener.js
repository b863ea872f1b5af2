'use strict';

const { SymbolDispose } = primordials;
const { validateAbortSignal, validateFunction } = require('internal/validators');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

/**
 * Calls `listener` when `signal` aborts, even if another listener stops the event; if it has aborted already, in a microtask. Returns a
 * disposable that removes the listener.
 */
function addAbortListener(signal, listener) {
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateFunction(listener, 'listener');

  let listening = false;
  if (signal.aborted) {
    require('internal/process/task_queues').queueMicrotask(() => listener());
  } else {
    const { kResistStopPropagation } = require('internal/event_target');
    signal.addEventListener('abort', listener, { __proto__: null, once: true, [kResistStopPropagation]: true });
    listening = true;
  }
  return {
    __proto__: null,
    [SymbolDispose]() {
      if (listening) signal.removeEventListener('abort', listener);
    },
  };
}

module.exports = { __proto__: null, addAbortListener };
