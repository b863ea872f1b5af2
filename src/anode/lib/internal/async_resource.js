'use strict';

// AsyncResource.

const { ArrayPrototypeUnshift, FunctionPrototypeBind, NumberIsSafeInteger, ObjectDefineProperties, ReflectApply, Symbol } = primordials;
const { codes: { ERR_ASYNC_TYPE, ERR_INVALID_ASYNC_ID } } = require('internal/errors');
const { validateFunction, validateString } = require('internal/validators');
const { deprecate } = require('internal/util/deprecation');
const { kEmptyObject } = require('internal/util/frozen');
const frames = require('internal/async_context_frame');
const {
  destroyHooksExist, emitAfter, emitBefore, emitDestroy, emitInit, enabledHooksExist, getDefaultTriggerAsyncId, hasAsyncIdStack,
  initHooksExist, newAsyncId, registerDestroyHook, symbols: { async_id_symbol, trigger_async_id_symbol },
} = require('internal/async_hooks');

const warnOfAsyncResource = deprecate(() => {}, 'The asyncResource property on bound functions is deprecated', 'DEP0172');

const contextFrame = Symbol('context_frame');
const destroyedSymbol = Symbol('destroyed');

class AsyncResource {
  constructor(type, options = kEmptyObject) {
    validateString(type, 'type');
    let triggerAsyncId = options;
    let requireManualDestroy = false;
    if (typeof options !== 'number') {
      triggerAsyncId = options.triggerAsyncId === undefined ? getDefaultTriggerAsyncId() : options.triggerAsyncId;
      requireManualDestroy = !!options.requireManualDestroy;
    }
    // A trigger is an id that was given out, or -1 for none.
    if (!NumberIsSafeInteger(triggerAsyncId) || triggerAsyncId < -1) {
      throw new ERR_INVALID_ASYNC_ID('triggerAsyncId', triggerAsyncId);
    }
    this[contextFrame] = frames.current();
    const asyncId = newAsyncId();
    this[async_id_symbol] = asyncId;
    this[trigger_async_id_symbol] = triggerAsyncId;
    if (initHooksExist()) {
      if (enabledHooksExist() && type.length === 0) throw new ERR_ASYNC_TYPE(type);
      emitInit(asyncId, type, triggerAsyncId, this);
    }
    if (!requireManualDestroy && destroyHooksExist()) {
      const destroyed = { destroyed: false };
      this[destroyedSymbol] = destroyed;
      registerDestroyHook(this, asyncId, destroyed);
    }
  }

  runInAsyncScope(fn, thisArg, ...args) {
    const asyncId = this[async_id_symbol];
    emitBefore(asyncId, this[trigger_async_id_symbol], this);
    const before = frames.exchange(this[contextFrame]);
    try {
      return ReflectApply(fn, thisArg, args);
    } finally {
      frames.set(before);
      // An uncaught exception has already cleared the stack.
      if (hasAsyncIdStack()) emitAfter(asyncId);
    }
  }

  emitDestroy() {
    if (this[destroyedSymbol] !== undefined) this[destroyedSymbol].destroyed = true;
    emitDestroy(this[async_id_symbol]);
    return this;
  }

  asyncId() {
    return this[async_id_symbol];
  }

  triggerAsyncId() {
    return this[trigger_async_id_symbol];
  }

  bind(fn, thisArg) {
    validateFunction(fn, 'fn');
    let resource = this;
    let bound;
    if (thisArg === undefined) {
      bound = function(...args) {
        ArrayPrototypeUnshift(args, fn, this);
        return ReflectApply(resource.runInAsyncScope, resource, args);
      };
    } else {
      bound = FunctionPrototypeBind(this.runInAsyncScope, this, fn, thisArg);
    }
    ObjectDefineProperties(bound, {
      length: { __proto__: null, configurable: true, enumerable: false, value: fn.length, writable: false },
      asyncResource: {
        __proto__: null,
        configurable: true,
        enumerable: true,
        get: function deprecated() {
          warnOfAsyncResource();
          return resource;
        },
        set: function deprecated(value) {
          warnOfAsyncResource();
          resource = value;
        },
      },
    });
    return bound;
  }

  static bind(fn, type, thisArg) {
    type ||= fn.name;
    return new AsyncResource(type || 'bound-anonymous-fn').bind(fn, thisArg);
  }
}

module.exports = { AsyncResource };
