'use strict';

// assert.CallTracker: checks that functions were called the expected number of times.

const {
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  Error,
  ObjectFreeze,
  Proxy,
  ReflectApply,
  SafeSet,
  SafeWeakMap,
} = primordials;
const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_UNAVAILABLE_DURING_EXIT },
} = require('internal/errors');
const AssertionError = require('internal/assert/assertion_error');
const { validateUint32 } = require('internal/validators');

const noop = () => {};

class CallTrackerContext {
  #expected;
  #calls = [];
  #name;
  #stack;
  constructor({ expected, stack, name }) {
    this.#expected = expected;
    this.#stack = stack;
    this.#name = name;
  }

  track(thisArg, args) {
    ArrayPrototypePush(this.#calls, ObjectFreeze({ thisArg, arguments: ObjectFreeze(ArrayPrototypeSlice(args)) }));
  }

  reset() {
    this.#calls = [];
  }

  getCalls() {
    return ObjectFreeze(ArrayPrototypeSlice(this.#calls));
  }

  report() {
    if (this.#calls.length === this.#expected) return undefined;
    return {
      message: `Expected the ${this.#name} function to be executed ${this.#expected} time(s) but was executed ${
        this.#calls.length} time(s).`,
      actual: this.#calls.length,
      expected: this.#expected,
      operator: this.#name,
      stack: this.#stack,
    };
  }
}

class CallTracker {
  #contexts = new SafeSet();
  #byFunction = new SafeWeakMap();

  #contextOf(fn) {
    const context = typeof fn === 'function' ? this.#byFunction.get(fn) : undefined;
    if (context === undefined) throw new ERR_INVALID_ARG_VALUE('tracked', fn, 'is not a tracked function');
    return context;
  }

  reset(fn) {
    if (fn === undefined) {
      this.#contexts.forEach((context) => context.reset());
    } else {
      this.#contextOf(fn).reset();
    }
  }

  getCalls(fn) {
    return this.#contextOf(fn).getCalls();
  }

  calls(fn, expected = 1) {
    if (process._exiting) throw new ERR_UNAVAILABLE_DURING_EXIT();
    if (typeof fn === 'number') {
      expected = fn;
      fn = noop;
    } else if (fn === undefined) {
      fn = noop;
    }
    validateUint32(expected, 'expected', true);
    const context = new CallTrackerContext({ expected, stack: new Error(), name: fn.name || 'calls' });
    const tracked = new Proxy(fn, {
      __proto__: null,
      apply(target, thisArg, args) {
        context.track(thisArg, args);
        return ReflectApply(target, thisArg, args);
      },
    });
    this.#contexts.add(context);
    this.#byFunction.set(tracked, context);
    return tracked;
  }

  report() {
    const errors = [];
    this.#contexts.forEach((context) => {
      const message = context.report();
      if (message !== undefined) ArrayPrototypePush(errors, message);
    });
    return errors;
  }

  verify() {
    const errors = this.report();
    if (errors.length === 0) return;
    const message = errors.length === 1 ? errors[0].message : 'Functions were not called the expected number of times';
    throw new AssertionError({ message, details: errors });
  }
}

module.exports = CallTracker;
