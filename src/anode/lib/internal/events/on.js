'use strict';

const {
  AsyncIteratorPrototype,
  Error,
  NumberMAX_SAFE_INTEGER,
  ObjectSetPrototypeOf,
  Promise,
  PromiseReject,
  PromiseResolve,
  SymbolAsyncIterator,
  SymbolDispose,
  SymbolFor,
} = primordials;

const FixedQueue = require('internal/fixed_queue');
const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateAbortSignal, validateInteger, validateObject } = require('internal/validators');
const { addAbortListener } = require('internal/events/abort_listener');
const { listen, unlisten } = require('internal/events/agnostic');
const { kFirstEventParam } = require('internal/events/symbols');

const kWatermarkData = SymbolFor('nodejs.watermarkData');

/**
 * An async iterator over the events `event` of an emitter. Events wait in a queue until they are asked for. Above `highWaterMark` the
 * emitter is paused, below `lowWaterMark` it is resumed.
 */
function on(emitter, event, options) {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  // The names with a small m are the older ones.
  const high = options.highWaterMark ?? options.highWatermark ?? NumberMAX_SAFE_INTEGER;
  validateInteger(high, 'options.highWaterMark', 1);
  const low = options.lowWaterMark ?? options.lowWatermark ?? 1;
  validateInteger(low, 'options.lowWaterMark', 1);

  const events = new FixedQueue();
  const waiting = new FixedQueue();
  const listeners = [];
  let size = 0;
  let paused = false;
  let error = null;
  let finished = false;

  function add(target, name, listener) {
    listen(target, name, listener);
    listeners[listeners.length] = { target, name, listener };
  }

  function onEvent(value) {
    if (!waiting.isEmpty()) {
      waiting.shift().resolve({ value, done: false });
      return;
    }
    size++;
    if (!paused && size > high) {
      paused = true;
      emitter.pause();
    }
    events.push(value);
  }

  function fail(err) {
    if (waiting.isEmpty()) error = err;
    else waiting.shift().reject(err);
    finish();
  }

  function finish() {
    abortListener?.[SymbolDispose]();
    for (let i = listeners.length - 1; i >= 0; i--) {
      unlisten(listeners[i].target, listeners[i].name, listeners[i].listener);
    }
    listeners.length = 0;
    finished = true;
    paused = false;
    const done = { value: undefined, done: true };
    while (!waiting.isEmpty()) waiting.shift().resolve(done);
    return PromiseResolve(done);
  }

  const iterator = ObjectSetPrototypeOf({
    next() {
      if (size > 0) {
        const value = events.shift();
        size--;
        if (paused && size < low) {
          emitter.resume();
          paused = false;
        }
        return PromiseResolve({ value, done: false });
      }
      if (error) {
        const rejected = PromiseReject(error);
        error = null;  // thrown once; after it the iterator is done
        return rejected;
      }
      if (finished) return finish();
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return() {
      return finish();
    },
    throw(err) {
      if (!err || !(err instanceof Error)) {
        throw new ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', err);
      }
      fail(err);
    },
    [SymbolAsyncIterator]() {
      return this;
    },
    [kWatermarkData]: {
      get size() { return size; },
      get low() { return low; },
      get high() { return high; },
      get isPaused() { return paused; },
    },
  }, AsyncIteratorPrototype);

  add(emitter, event, options[kFirstEventParam] ? onEvent : (...args) => onEvent(args));
  if (event !== 'error' && typeof emitter.on === 'function') add(emitter, 'error', fail);
  const closeEvents = options.close;
  for (let i = 0; i < closeEvents?.length; i++) add(emitter, closeEvents[i], finish);

  const abortListener = signal ?
    addAbortListener(signal, () => fail(new AbortError(undefined, { cause: signal.reason }))) :
    null;
  return iterator;
}

module.exports = { on };
