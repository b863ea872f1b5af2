'use strict';

// async_hooks.createHook().

const { codes: { ERR_ASYNC_CALLBACK } } = require('internal/errors');
const { validateBoolean } = require('internal/validators');
const hooks = require('internal/async_hooks');

const { after_symbol, before_symbol, destroy_symbol, init_symbol, no_promise_hook_symbol, promise_resolve_symbol } = hooks.symbols;

const CALLBACKS = [
  ['init', init_symbol], ['before', before_symbol], ['after', after_symbol], ['destroy', destroy_symbol],
  ['promiseResolve', promise_resolve_symbol],
];

class AsyncHook {
  constructor(callbacks) {
    for (let i = 0; i < CALLBACKS.length; i++) {
      const name = CALLBACKS[i][0];
      const callback = callbacks[name];
      if (callback !== undefined && typeof callback !== 'function') throw new ERR_ASYNC_CALLBACK(`hook.${name}`);
      this[CALLBACKS[i][1]] = callback;
    }
    this[no_promise_hook_symbol] = false;
    if (callbacks.trackPromises !== undefined) {
      validateBoolean(callbacks.trackPromises, 'trackPromises');
      this[no_promise_hook_symbol] = !callbacks.trackPromises;
    }
  }

  enable() {
    hooks.enableHook(this);
    return this;
  }

  disable() {
    hooks.disableHook(this);
    return this;
  }
}

function createHook(callbacks) {
  return new AsyncHook(callbacks);
}

module.exports = { createHook };
