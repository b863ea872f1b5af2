'use strict';

// The tests of util.types: the engine's, by internal slot, and those for JavaScript classes.

const { types: engineTypes } = require('internal/engine');
const { ArrayBufferIsView, ObjectDefineProperties, TypedArrayPrototypeGetSymbolToStringTag } = primordials;

const tag = TypedArrayPrototypeGetSymbolToStringTag;

module.exports = {
  isArgumentsObject: engineTypes.isArgumentsObject,
  isArrayBuffer: engineTypes.isArrayBuffer,
  isAsyncFunction: engineTypes.isAsyncFunction,
  isBigIntObject: engineTypes.isBigIntObject,
  isBooleanObject: engineTypes.isBooleanObject,
  isDate: engineTypes.isDate,
  isExternal: engineTypes.isExternal,
  isGeneratorFunction: engineTypes.isGeneratorFunction,
  isGeneratorObject: engineTypes.isGeneratorObject,
  isMap: engineTypes.isMap,
  isMapIterator: engineTypes.isMapIterator,
  isModuleNamespaceObject: engineTypes.isModuleNamespaceObject,
  isNativeError: engineTypes.isNativeError,
  isNumberObject: engineTypes.isNumberObject,
  isPromise: engineTypes.isPromise,
  isProxy: engineTypes.isProxy,
  isRegExp: engineTypes.isRegExp,
  isSet: engineTypes.isSet,
  isSetIterator: engineTypes.isSetIterator,
  isSharedArrayBuffer: engineTypes.isSharedArrayBuffer,
  isStringObject: engineTypes.isStringObject,
  isSymbolObject: engineTypes.isSymbolObject,
  isWeakMap: engineTypes.isWeakMap,
  isWeakSet: engineTypes.isWeakSet,
  isAnyArrayBuffer: engineTypes.isAnyArrayBuffer,
  isBoxedPrimitive: engineTypes.isBoxedPrimitive,
  isArrayBufferView: ArrayBufferIsView,
  isDataView: engineTypes.isDataView,
  isTypedArray: (value) => tag(value) !== undefined,
  isUint8Array: (value) => tag(value) === 'Uint8Array',
  isUint8ClampedArray: (value) => tag(value) === 'Uint8ClampedArray',
  isUint16Array: (value) => tag(value) === 'Uint16Array',
  isUint32Array: (value) => tag(value) === 'Uint32Array',
  isInt8Array: (value) => tag(value) === 'Int8Array',
  isInt16Array: (value) => tag(value) === 'Int16Array',
  isInt32Array: (value) => tag(value) === 'Int32Array',
  isFloat16Array: (value) => tag(value) === 'Float16Array',
  isFloat32Array: (value) => tag(value) === 'Float32Array',
  isFloat64Array: (value) => tag(value) === 'Float64Array',
  isBigInt64Array: (value) => tag(value) === 'BigInt64Array',
  isBigUint64Array: (value) => tag(value) === 'BigUint64Array',
};

// Keys are ordinary objects of a class that is loaded with the first key; until then no value is one.
let keys;
const cryptoKeys = () => (keys ??= require('internal/crypto/keys'));

ObjectDefineProperties(module.exports, {
  isKeyObject: {
    __proto__: null,
    configurable: false,
    enumerable: true,
    value: (object) => object !== null && typeof object === 'object' && cryptoKeys().isKeyObject(object),
  },
  isCryptoKey: {
    __proto__: null,
    configurable: false,
    enumerable: true,
    value: (object) => object !== null && typeof object === 'object' && require('internal/crypto/crypto_key').isCryptoKey(object),
  },
});
