'use strict';

// Functions that take a callback, as functions that return a promise.

const {
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptors,
  ObjectGetPrototypeOf,
  ObjectSetPrototypeOf,
  ObjectValues,
  Promise,
  ReflectApply,
  Symbol,
  SymbolFor,
} = primordials;
const { validateFunction } = require('internal/validators');
const { isPromise } = require('internal/util/types');

const kCustom = SymbolFor('nodejs.util.promisify.custom');
// Names for callbacks with several values: the promise then gives an object.
const customPromisifyArgs = Symbol('customPromisifyArgs');

function markAsCustom(fn) {
  return ObjectDefineProperty(fn, kCustom,
                              { __proto__: null, value: fn, enumerable: false, writable: false, configurable: true });
}

function promisify(original) {
  validateFunction(original, 'original');
  const custom = original[kCustom];
  if (custom) {
    validateFunction(custom, 'util.promisify.custom');
    return markAsCustom(custom);
  }
  const argumentNames = original[customPromisifyArgs];

  function fn(...args) {
    return new Promise((resolve, reject) => {
      args[args.length] = (error, ...values) => {
        if (error) return reject(error);
        if (argumentNames === undefined || values.length <= 1) return resolve(values[0]);
        const named = {};
        for (let i = 0; i < argumentNames.length; i++) named[argumentNames[i]] = values[i];
        resolve(named);
      };
      if (isPromise(ReflectApply(original, this, args))) {
        process.emitWarning('Calling promisify on a function that returns a Promise is likely a mistake.',
                            'DeprecationWarning', 'DEP0174');
      }
    });
  }

  ObjectSetPrototypeOf(fn, ObjectGetPrototypeOf(original));
  markAsCustom(fn);
  const descriptors = ObjectGetOwnPropertyDescriptors(original);
  const list = ObjectValues(descriptors);
  // Descriptors are read through their prototype, which users may have filled with getters.
  for (let i = 0; i < list.length; i++) ObjectSetPrototypeOf(list[i], null);
  return ObjectDefineProperties(fn, descriptors);
}
promisify.custom = kCustom;

module.exports = { customPromisifyArgs, promisify };
