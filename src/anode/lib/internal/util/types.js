'use strict';

// What util.types has: the engine's tests by internal slot, and those only JavaScript classes answer.

const { types: engineTypes } = require('internal/engine');
const { ArrayBufferIsView, ObjectDefineProperties, TypedArrayPrototypeGetSymbolToStringTag } = primordials;

const tag = TypedArrayPrototypeGetSymbolToStringTag;

module.exports = {
  isExternal: engineTypes.isExternal,
  isDate: engineTypes.isDate,
  isArgumentsObject: engineTypes.isArgumentsObject,
  isBigIntObject: engineTypes.isBigIntObject,
  isBooleanObject: engineTypes.isBooleanObject,
  isNumberObject: engineTypes.isNumberObject,
  isStringObject: engineTypes.isStringObject,
  isSymbolObject: engineTypes.isSymbolObject,
  isBoxedPrimitive: engineTypes.isBoxedPrimitive,
  isNativeError: engineTypes.isNativeError,
  isRegExp: engineTypes.isRegExp,
  isAsyncFunction: engineTypes.isAsyncFunction,
  isGeneratorFunction: engineTypes.isGeneratorFunction,
  isGeneratorObject: engineTypes.isGeneratorObject,
  isPromise: engineTypes.isPromise,
  isMap: engineTypes.isMap,
  isSet: engineTypes.isSet,
  isMapIterator: engineTypes.isMapIterator,
  isSetIterator: engineTypes.isSetIterator,
  isWeakMap: engineTypes.isWeakMap,
  isWeakSet: engineTypes.isWeakSet,
  isArrayBuffer: engineTypes.isArrayBuffer,
  isSharedArrayBuffer: engineTypes.isSharedArrayBuffer,
  isAnyArrayBuffer: engineTypes.isAnyArrayBuffer,
  isDataView: engineTypes.isDataView,
  isProxy: engineTypes.isProxy,
  isModuleNamespaceObject: engineTypes.isModuleNamespaceObject,
  isArrayBufferView: ArrayBufferIsView,
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

// Keys are ordinary objects of a class that is not loaded before somebody makes one; until then nothing is one.
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
    value: (object) => object !== null && typeof object === 'object' && cryptoKeys().isCryptoKey(object),
  },
});
