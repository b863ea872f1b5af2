'use strict';

// Properties: defined with a descriptor, named, or loaded when they are first read.

const { FunctionPrototypeCall, ObjectDefineProperties, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor } = primordials;
const { kEmptyObject } = require('internal/util/frozen');

function setOwnProperty(object, key, value) {
  return ObjectDefineProperty(object, key, { __proto__: null, configurable: true, enumerable: true, value, writable: true });
}

// Methods made in a loop, under the name they would have if written out. A symbol reads `[description]`.
function assignFunctionName(name, fn, descriptor = kEmptyObject) {
  if (typeof name !== 'string') name = name.description ? `[${name.description}]` : '';
  return ObjectDefineProperty(fn, 'name', {
    __proto__: null,
    writable: false,
    enumerable: false,
    configurable: true,
    ...ObjectGetOwnPropertyDescriptor(fn, 'name'),
    ...descriptor,
    value: name,
  });
}

// The keys load the internal file `id` when they are first read, and then are plain properties.
function defineLazyProperties(target, id, keys, enumerable = true) {
  const descriptors = { __proto__: null };
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    let value;
    let loaded = false;
    const set = assignFunctionName(key, function(newValue) {
      ObjectDefineProperty(this ?? target, key,
                           { __proto__: null, writable: true, configurable: true, enumerable, value: newValue });
    });
    const get = assignFunctionName(key, function() {
      if (!loaded) {
        value = require(id)[key];
        loaded = true;
      }
      FunctionPrototypeCall(set, this, value);
      return value;
    });
    descriptors[key] = { __proto__: null, configurable: true, enumerable, get, set };
  }
  ObjectDefineProperties(target, descriptors);
}

module.exports = { assignFunctionName, defineLazyProperties, setOwnProperty };
