'use strict';

// Properties that note when they are read and written.

const {
  ArrayPrototypePush, ArrayPrototypeSlice, Error, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor, Proxy, ReflectGet, SafeMap,
} = primordials;
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateInteger } = require('internal/validators');

class MockPropertyContext {
  #object;
  #name;
  #value;
  #original;
  #descriptor;
  #accesses = [];
  #once = new SafeMap();

  constructor(object, name, replacement) {
    this.#object = object;
    this.#name = name;
    this.#original = object[name];
    this.#value = replacement === undefined ? this.#original : replacement.value;
    this.#descriptor = ObjectGetOwnPropertyDescriptor(object, name);
    if (this.#descriptor === undefined) throw new ERR_INVALID_ARG_VALUE('propertyName', name, 'is not a property of the object');
    const { configurable, enumerable } = this.#descriptor;
    ObjectDefineProperty(object, name, {
      __proto__: null,
      configurable,
      enumerable,
      get: () => this.#access('get', this.#value),
      set: (value) => this.mockImplementation(value),
    });
  }

  get accesses() {
    return ArrayPrototypeSlice(this.#accesses, 0);
  }

  accessCount() {
    return this.#accesses.length;
  }

  mockImplementation(value) {
    if (!this.#descriptor.writable) throw new ERR_INVALID_ARG_VALUE('propertyName', this.#name, 'cannot be set');
    this.#value = this.#access('set', value);
  }

  mockImplementationOnce(value, onAccess) {
    const access = onAccess ?? this.#accesses.length;
    validateInteger(access, 'onAccess', this.#accesses.length);
    this.#once.set(access, value);
  }

  resetAccesses() {
    this.#accesses = [];
  }

  restore() {
    ObjectDefineProperty(this.#object, this.#name, { __proto__: null, ...this.#descriptor, value: this.#original });
  }

  #access(type, otherwise) {
    const index = this.#accesses.length;
    let value = otherwise;
    if (this.#once.has(index)) {
      value = this.#once.get(index);
      this.#once.delete(index);
    }
    ArrayPrototypePush(this.#accesses, { __proto__: null, type, value, stack: new Error() });
    return value;
  }
}

// The object, with the context as its `mock`.
function makePropertyMock(object, context) {
  return new Proxy(object, {
    __proto__: null,
    get: (target, key, receiver) => (key === 'mock' ? context : ReflectGet(target, key, receiver)),
  });
}

module.exports = { MockPropertyContext, makePropertyMock };
