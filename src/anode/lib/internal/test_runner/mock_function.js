'use strict';

// Functions that note their calls, and may call another implementation.

const {
  ArrayPrototypePush, ArrayPrototypeSlice, Error, ObjectDefineProperty, Proxy, ReflectApply, ReflectConstruct, ReflectGet, SafeMap,
} = primordials;
const { validateFunction, validateInteger } = require('internal/validators');

// For this file alone: the implementation a context calls next, and noting a call in it.
let nextImplementation;
let record;

class MockFunctionContext {
  #calls = [];
  #once = new SafeMap();
  #implementation;
  #original;  // `{ function }`, or `{ object, name, descriptor }` of a method
  #times;

  constructor(implementation, original, times) {
    this.#implementation = implementation;
    this.#original = original;
    this.#times = times;
  }

  static {
    nextImplementation = (context) => context.#next();
    record = (context, call) => { ArrayPrototypePush(context.#calls, call); };
  }

  get calls() {
    return ArrayPrototypeSlice(this.#calls, 0);
  }

  callCount() {
    return this.#calls.length;
  }

  mockImplementation(implementation) {
    validateFunction(implementation, 'implementation');
    this.#implementation = implementation;
  }

  mockImplementationOnce(implementation, onCall) {
    validateFunction(implementation, 'implementation');
    const call = onCall ?? this.#calls.length;
    validateInteger(call, 'onCall', this.#calls.length);
    this.#once.set(call, implementation);
  }

  restore() {
    const { object, name, descriptor } = this.#original;
    if (name === undefined) this.#implementation = this.#original.function;
    else ObjectDefineProperty(object, name, { __proto__: null, ...descriptor });
  }

  resetCalls() {
    this.#calls = [];
  }

  #next() {
    const call = this.#calls.length;
    const implementation = this.#once.get(call) ?? this.#implementation;
    if (call + 1 === this.#times) this.restore();
    this.#once.delete(call);
    return implementation;
  }
}

function makeMock(original, context) {
  const noted = (invoke, args, target, receiver) => {
    let result;
    let error;
    try {
      result = invoke();
      return result;
    } catch (thrown) {
      error = thrown;
      throw thrown;
    } finally {
      record(context, {
        __proto__: null, arguments: args, error, result, stack: new Error(), target, this: target === undefined ? receiver : result,
      });
    }
  };
  return new Proxy(original, {
    __proto__: null,
    apply(target, receiver, args) {
      const implementation = nextImplementation(context);
      return noted(() => ReflectApply(implementation, receiver, args), args, undefined, receiver);
    },
    construct(target, args, newTarget) {
      const implementation = nextImplementation(context);
      return noted(() => ReflectConstruct(implementation, args, newTarget), args, target);
    },
    get(target, key, receiver) {
      return key === 'mock' ? context : ReflectGet(target, key, receiver);
    },
  });
}

module.exports = { MockFunctionContext, makeMock };
