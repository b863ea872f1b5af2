'use strict';

// Atomics.waitAsync. V8 settles its promise in a task of its own, which runs only when the pump has returned to the engine
// (bootstrap/pump.js). So the pump asks here whether a promise is waited for, and how long a poll may take meanwhile.

const { DateNow, FunctionPrototypeCall, ObjectDefineProperty, PromisePrototypeThen } = primordials;

const SOON = 1, LATER = 20;  // ms that a poll takes at most, within PATIENCE after the last call, and after that
const PATIENCE = 1000;       // ms

let waiting = 0;
let since = 0;

const settled = () => { waiting--; };

function install() {
  const { Atomics } = globalThis;
  const native = Atomics.waitAsync;
  const methods = {
    waitAsync(typedArray, index, value, timeout) {
      const result = FunctionPrototypeCall(native, this, typedArray, index, value, timeout);
      if (result.async) {
        waiting++;
        since = DateNow();
        PromisePrototypeThen(result.value, settled);
      }
      return result;
    },
  };
  ObjectDefineProperty(Atomics, 'waitAsync', {
    __proto__: null, value: methods.waitAsync, writable: true, configurable: true, enumerable: false,
  });
}

module.exports = {
  install,
  isWaiting: () => waiting > 0,
  // The time until the loop's next turn: `delay` (negative: no limit), or less.
  limit(delay) {
    if (waiting === 0) return delay;
    const longest = DateNow() - since < PATIENCE ? SOON : LATER;
    return delay < 0 || delay > longest ? longest : delay;
  },
};
