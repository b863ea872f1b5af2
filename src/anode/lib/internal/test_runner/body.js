'use strict';

// Runs one function that a user has written, until it settles or is stopped.

const {
  ArrayPrototypePush, PromisePrototypeThen, PromiseResolve, PromiseWithResolvers, SafePromiseRace, SymbolDispose,
} = primordials;
const { addAbortListener } = require('internal/events/abort_listener');
const { runAs } = require('internal/test_runner/current');
const { failure, kCallbackAndPromise, kCalledTwice, kTimeout } = require('internal/test_runner/failures');
const { isPromise } = require('internal/util/types');
const { Timeout, clearTimeout, insert } = require('internal/timers/timeout');

// A promise that fulfils when `signal` aborts and is rejected when the time is over. The timer is not the one users can mock.
function makeStop(timeout, signal) {
  const { promise, resolve, reject } = PromiseWithResolvers();
  const listener = addAbortListener(signal, () => resolve());
  let timer;
  if (timeout !== null) {
    timer = new Timeout(() => reject(failure(`test timed out after ${timeout}ms`, kTimeout)), timeout, undefined, false, false);
    insert(timer, timer._idleTimeout);
  }
  PromisePrototypeThen(promise, undefined, () => {});
  return {
    __proto__: null,
    promise,
    dispose() {
      listener[SymbolDispose]();
      if (timer !== undefined) clearTimeout(timer);
    },
  };
}

function makeCallback() {
  const { promise, resolve, reject } = PromiseWithResolvers();
  let calls = 0;
  const callback = (error) => {
    calls++;
    if (calls === 2) throw failure('callback invoked multiple times', kCalledTwice);
    if (calls > 2) return;
    if (error) reject(error);
    else resolve();
  };
  return { __proto__: null, promise, callback };
}

// Calls the function of `subject`, which takes a callback if it has one parameter more than there are arguments. Settles with its end or
// with `stop`, whichever comes first.
function callBody(subject, fn, context, args, stop) {
  const promises = [];
  if (fn.length === args.length + 1) {
    const { promise, callback } = makeCallback();
    const result = runAs(subject, subject.frame, fn, context, [...args, callback]);
    if (isPromise(result)) {
      subject.fail(failure('passed a callback but also returned a Promise', kCallbackAndPromise));
      ArrayPrototypePush(promises, result);
    } else {
      ArrayPrototypePush(promises, promise);
    }
  } else {
    ArrayPrototypePush(promises, PromiseResolve(runAs(subject, subject.frame, fn, context, args)));
  }
  ArrayPrototypePush(promises, stop.promise);
  return SafePromiseRace(promises);
}

module.exports = { callBody, makeStop };
