'use strict';

// `mock` and `t.mock`: functions, properties, timers and the Date replaced for a while, and put back.

const {
  ArrayPrototypePush, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor, ObjectGetPrototypeOf,
} = primordials;
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { MockFunctionContext, makeMock } = require('internal/test_runner/mock_function');
const { MockPropertyContext, makePropertyMock } = require('internal/test_runner/mock_property');
const { kEmptyObject } = require('internal/util/frozen');
const { validateBoolean, validateFunction, validateInteger, validateObject } = require('internal/validators');

const isOptions = (value) => value !== null && typeof value === 'object';

function validateTimes(value, name) {
  if (value !== Infinity) validateInteger(value, name, 1);
}

function validateKey(value, name) {
  if (typeof value !== 'string' && typeof value !== 'symbol') throw new ERR_INVALID_ARG_TYPE(name, ['string', 'symbol'], value);
}

function findDescriptor(object, key) {
  for (let holder = object; holder !== null && holder !== undefined; holder = ObjectGetPrototypeOf(holder)) {
    const descriptor = ObjectGetOwnPropertyDescriptor(holder, key);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}

// mock.getter() and mock.setter() are mock.method() with an option.
function accessorOptions(kind, implementation, options) {
  if (isOptions(implementation)) {
    options = implementation;
    implementation = undefined;
  } else {
    validateObject(options, 'options');
  }
  const wanted = options[kind] ?? true;
  if (wanted === false) throw new ERR_INVALID_ARG_VALUE(`options.${kind}`, wanted, 'cannot be false');
  return { __proto__: null, implementation, options: { __proto__: null, ...options, [kind]: wanted } };
}

class MockTracker {
  #contexts = [];
  #timers;

  get timers() {
    const { MockTimers } = require('internal/test_runner/mock_timers');
    return this.#timers ??= new MockTimers();
  }

  fn(original = function() {}, implementation = original, options = kEmptyObject) {
    if (isOptions(original)) {
      options = original;
      original = function() {};
      implementation = original;
    } else if (isOptions(implementation)) {
      options = implementation;
      implementation = original;
    }
    validateFunction(original, 'original');
    validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const { times = Infinity } = options;
    validateTimes(times, 'options.times');
    return this.#track(original, new MockFunctionContext(implementation, { __proto__: null, function: original }, times));
  }

  method(object, methodName, implementation = undefined, options = kEmptyObject) {
    validateKey(methodName, 'methodName');
    if (typeof object !== 'function') validateObject(object, 'object');
    if (isOptions(implementation)) {
      options = implementation;
      implementation = undefined;
    }
    if (implementation !== undefined) validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const { getter = false, setter = false, times = Infinity } = options;
    validateBoolean(getter, 'options.getter');
    validateBoolean(setter, 'options.setter');
    validateTimes(times, 'options.times');
    if (getter && setter) throw new ERR_INVALID_ARG_VALUE('options.setter', setter, "cannot be used with 'options.getter'");

    const descriptor = findDescriptor(object, methodName);
    let role = 'value';
    if (getter) role = 'get';
    else if (setter) role = 'set';
    const original = descriptor?.[role];
    if (typeof original !== 'function') throw new ERR_INVALID_ARG_VALUE('methodName', original, 'must be a method');

    const context = new MockFunctionContext(implementation ?? original, { __proto__: null, object, name: methodName, descriptor }, times);
    const mock = this.#track(original, context);
    ObjectDefineProperty(object, methodName, { __proto__: null, ...descriptor, [role]: mock });
    return mock;
  }

  getter(object, methodName, implementation = undefined, options = kEmptyObject) {
    const given = accessorOptions('getter', implementation, options);
    return this.method(object, methodName, given.implementation, given.options);
  }

  setter(object, methodName, implementation = undefined, options = kEmptyObject) {
    const given = accessorOptions('setter', implementation, options);
    return this.method(object, methodName, given.implementation, given.options);
  }

  property(object, propertyName, value) {
    validateObject(object, 'object');
    validateKey(propertyName, 'propertyName');
    const replacement = arguments.length > 2 ? { __proto__: null, value } : undefined;
    const context = new MockPropertyContext(object, propertyName, replacement);
    ArrayPrototypePush(this.#contexts, context);
    return makePropertyMock(object, context);
  }

  reset() {
    this.restoreAll();
    this.#timers?.reset();
    this.#contexts = [];
  }

  restoreAll() {
    for (let i = 0; i < this.#contexts.length; i++) this.#contexts[i].restore();
  }

  #track(original, context) {
    ArrayPrototypePush(this.#contexts, context);
    return makeMock(original, context);
  }
}

// As in Node, there only with its option; here it throws that it is not available.
if (require('internal/options').getOptionValue('--experimental-test-module-mocks')) {
  MockTracker.prototype.module = function module() {
    const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('mock.module()');
  };
}

module.exports = { MockTracker };
