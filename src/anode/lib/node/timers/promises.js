'use strict';

const { PromiseReject, PromiseWithResolvers, Symbol, SymbolDispose } = primordials;
const { AbortError, codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateNumber, validateObject } = require('internal/validators');
const { Timeout, insert, clearTimeout } = require('internal/timers/timeout');
const { Immediate, clearImmediate } = require('internal/timers/immediate');
const { kEmptyObject } = require('internal/util/frozen');

// Throws for invalid options. The callers return promises, and turn the exception into a rejection.
function checked(options) {
  if (options?.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  if (options?.ref !== undefined) validateBoolean(options.ref, 'options.ref');
}

function whenAborted(signal, cancel) {
  const { addAbortListener } = require('internal/events/abort_listener');
  return addAbortListener(signal, () => cancel(abortError(signal)));
}

const abortError = (signal) => new AbortError(undefined, { cause: signal.reason });

// `start(done, ref)` starts a timer or an immediate and returns it; `clear` stops it when `signal` aborts.
function fulfilledBy(start, clear, value, { signal, ref = true }) {
  if (signal?.aborted) return PromiseReject(abortError(signal));
  let listener;
  const { promise, resolve, reject } = PromiseWithResolvers();
  const timer = start(() => { listener?.[SymbolDispose](); resolve(value); }, ref);
  if (signal) {
    listener = whenAborted(signal, (error) => {
      if (timer._destroyed) return;
      clear(timer);
      reject(error);
    });
  }
  return promise;
}

function setTimeout(after, value, options = kEmptyObject) {
  try {
    if (after !== undefined) validateNumber(after, 'delay');
    validateObject(options, 'options');
    checked(options);
  } catch (error) {
    return PromiseReject(error);
  }
  return fulfilledBy((done, ref) => startTimeout(done, after, false, ref), clearTimeout, value, options);
}

function startTimeout(callback, after, isRepeat, ref) {
  const timer = new Timeout(callback, after, undefined, isRepeat, ref);
  insert(timer, timer._idleTimeout);
  return timer;
}

function setImmediate(value, options = kEmptyObject) {
  try {
    validateObject(options, 'options');
    checked(options);
  } catch (error) {
    return PromiseReject(error);
  }
  return fulfilledBy((done, ref) => {
    const immediate = new Immediate(done, undefined);
    if (!ref) immediate.unref();
    return immediate;
  }, clearImmediate, value, options);
}

async function* setInterval(after, value, options = kEmptyObject) {
  if (after !== undefined) validateNumber(after, 'delay');
  validateObject(options, 'options');
  checked(options);
  const { signal, ref = true } = options;
  if (signal?.aborted) throw abortError(signal);
  let listener;
  let passed = 0;
  let wake;
  const timer = startTimeout(() => {
    passed++;
    wake?.resolve();
    wake = undefined;
  }, after, true, ref);
  let aborted;
  if (signal) {
    listener = whenAborted(signal, (error) => {
      clearTimeout(timer);
      aborted = error;
      wake?.reject(error);
      wake = undefined;
    });
  }
  try {
    for (;;) {
      if (aborted) throw aborted;
      if (passed === 0) {
        wake = PromiseWithResolvers();
        await wake.promise;
      }
      for (; passed > 0; passed--) yield value;
    }
  } finally {
    clearTimeout(timer);
    listener?.[SymbolDispose]();
  }
}

const kScheduler = Symbol('kScheduler');

class Scheduler {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  yield() {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setImmediate();
  }

  wait(delay, options) {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setTimeout(delay, undefined, options);
  }
}

const scheduler = { __proto__: Scheduler.prototype, [kScheduler]: true };

module.exports = { setTimeout, setImmediate, setInterval, scheduler };
