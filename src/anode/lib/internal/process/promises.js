'use strict';

// Unhandled rejections, in the five modes of --unhandled-rejections.

const { Error, ObjectDefineProperty, SafeWeakMap } = primordials;
const engine = require('internal/engine');
const queues = require('internal/process/task_queues');
const { symbols: { async_id_symbol, trigger_async_id_symbol }, emitBefore, emitAfter } = require('internal/async_hooks');

let pending = [];                   // rejected, not reported yet
const warned = new SafeWeakMap();   // reported; a handler may still come
let handledLater = [];
let lastId = 0;

function onUnhandled(promise, reason) {
  if (warned.has(promise)) return true;
  const entry = { reason, id: ++lastId, warned: false, frame: engine.getAsyncContext(), domain: process.domain };
  warned.set(promise, entry);
  pending[pending.length] = { promise, entry };
  return true;
}

function onHandled(promise) {
  const entry = warned.get(promise);
  if (entry === undefined) return;
  warned.delete(promise);
  if (entry.warned) handledLater[handledLater.length] = { promise, warning: new PromiseRejectionHandledWarning(entry.id) };
  else entry.handled = true;
}

function mode() {
  return require('internal/options').getOptionValue('--unhandled-rejections') || 'throw';
}

function warnUnhandled(id, reason) {
  const { noSideEffectsToString, rejectionWarning } = require('internal/process/fatal');
  rejectionWarning(id, reason, noSideEffectsToString);
}

class PromiseRejectionHandledWarning extends Error {
  constructor(id) {
    super(`Promise rejection was handled asynchronously (rejection id: ${id})`);
    this.name = 'PromiseRejectionHandledWarning';
    this.id = id;
  }
}

class UnhandledPromiseRejection extends Error {
  constructor(reason) {
    super('This error originated either by throwing inside of an async function without a catch block, ' +
      `or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "${reason}".`);
    this.code = 'ERR_UNHANDLED_REJECTION';
  }
}
ObjectDefineProperty(UnhandledPromiseRejection.prototype, 'name', {
  __proto__: null, value: 'UnhandledPromiseRejection', writable: true, configurable: true, enumerable: false,
});

function throwRejection(promise, { reason }) {
  const { isErrorLike } = require('internal/errors');
  const { onUncaughtException } = require('internal/process/execution');
  if (isErrorLike(reason)) {
    onUncaughtException(reason, true, require('internal/process/thrown_place').hereAndNow());
    return;
  }
  reason = require('internal/process/fatal').noSideEffectsToString(reason);
  // The line below is shown as the place of the error, as Node shows its own.
  const error =
      new UnhandledPromiseRejection(reason);
  onUncaughtException(error, true);
}

// The domain the promise was rejected in is told, or else the process.
function tell(promise, { domain, reason }) {
  return domain ? domain.emit('error', reason) : process.emit('unhandledRejection', reason, promise);
}

const handlers = {
  __proto__: null,
  'none': (promise, entry) => { tell(promise, entry); },
  'warn': (promise, entry) => {
    tell(promise, entry);
    warnUnhandled(entry.id, entry.reason);
  },
  'warn-with-error-code': (promise, entry) => {
    if (tell(promise, entry)) return;
    warnUnhandled(entry.id, entry.reason);
    process.exitCode = 1;
  },
  'throw': (promise, entry) => {
    if (tell(promise, entry)) return;
    throwRejection(promise, entry);
  },
  'strict': (promise, entry) => {
    throwRejection(promise, entry);
    if (!tell(promise, entry)) warnUnhandled(entry.id, entry.reason);
  },
};

// True if something was reported: ticks and microtasks may have come of it. If a handler throws, the rest of the list is never reported,
// as in Node.
function processPromiseRejections() {
  let told = false;
  while (handledLater.length > 0) {
    const list = handledLater;
    handledLater = [];
    for (let i = 0; i < list.length; i++) {
      told = true;
      if (!process.emit('rejectionHandled', list[i].promise)) process.emitWarning(list[i].warning);
    }
  }
  if (pending.length === 0) return told;
  const list = pending;
  pending = [];
  const handle = handlers[mode()];
  for (let i = 0; i < list.length; i++) {
    const { promise, entry } = list[i];
    if (entry.handled) continue;
    entry.warned = true;
    told = true;
    engine.setAsyncContext(entry.frame);
    const asyncId = promise[async_id_symbol];
    if (asyncId !== undefined) emitBefore(asyncId, promise[trigger_async_id_symbol], promise);
    try {
      handle(promise, entry);
    } finally {
      if (asyncId !== undefined) emitAfter(asyncId);
      engine.setAsyncContext(undefined);
    }
  }
  return told;
}

// Once a program listens for these events, V8 tells us of promises directly: the engine tells of handlers in its next turn, and nothing of
// promises that are resolved once more.
const REJECTED = 0, HANDLED = 1, REJECTED_AGAIN = 2;
let isDirect = false, hasWarned = false;

function settledAgain(type, promise, value) {
  if (process.listenerCount('multipleResolves') === 0) return;
  process.nextTick(() => process.emit('multipleResolves', type, promise, value));
  if (hasWarned) return;
  hasWarned = true;
  process.emitWarning('The multipleResolves event has been deprecated.', 'DeprecationWarning', 'DEP0160');
}

function onListener(event) {
  if (isDirect || (event !== 'rejectionHandled' && event !== 'multipleResolves')) return;
  isDirect = true;
  const { actions, has, native } = require('internal/vm/native');
  if (!has('promise-events')) return;
  engine.drainRejections();
  native('promise-events', event)(actions.LISTEN_PROMISES, (kind, promise, value) => {
    if (kind === REJECTED) onUnhandled(promise, value);
    else if (kind === HANDLED) onHandled(promise);
    else settledAgain(kind === REJECTED_AGAIN ? 'reject' : 'resolve', promise, value);
  });
}

function listen() {
  engine.setUnhandledRejectionHandler(onUnhandled);
  engine.setHandledRejectionHandler(onHandled);
  queues.setRejectionProcessor(processPromiseRejections);
}

module.exports = { listen, onListener };
