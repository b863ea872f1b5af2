'use strict';

// Which test (or suite, or hook) is running: it follows asynchronous work as AsyncLocalStorage does. The test of a promise is noted when
// the promise is made, because an unhandled rejection is reported later, when no test is current any more.

const { ReflectApply, SafeWeakMap } = primordials;
const { createHook } = require('internal/async_hook');
const { AsyncLocalStorage } = require('internal/async_local_storage');
const frames = require('internal/async_context_frame');

const storage = new AsyncLocalStorage();
const makers = new SafeWeakMap();  // promise -> the test in which it was made

const hook = createHook({
  __proto__: null,
  init(asyncId, type, triggerId, resource) {
    if (type !== 'PROMISE') return;
    const test = storage.getStore();
    if (test !== undefined) makers.set(resource, test);
  },
});

const currentTest = () => storage.getStore();

// Calls `fn` as part of `test`, in the asynchronous context in which the test was made.
function runAs(test, frame, fn, thisArg, args) {
  const before = frames.exchange(frame);
  try {
    storage.enterWith(test);
    return ReflectApply(fn, thisArg, args);
  } finally {
    frames.set(before);
  }
}

module.exports = {
  currentTest, runAs,
  contextNow: frames.current,
  testOfPromise: (promise) => makers.get(promise) ?? storage.getStore(),
  watch: () => { hook.enable(); },
  unwatch: () => { hook.disable(); },
};
