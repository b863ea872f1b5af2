'use strict';

// What `anode.view` shows to Python: the bytes of a buffer, and the type of its items.

const {
  ArrayBufferIsView, ArrayBufferPrototypeGetDetached, ArrayBufferPrototypeGetResizable, DataViewPrototypeGetBuffer,
  DataViewPrototypeGetByteLength, DataViewPrototypeGetByteOffset, String, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset, TypedArrayPrototypeGetSymbolToStringTag, Uint8Array,
} = primordials;

const { types } = require('internal/engine');
const { Flat } = require('internal/interop/values');

// The names of memoryview's formats.
const FORMATS = {
  __proto__: null, Int8Array: 'b', Int16Array: 'h', Uint16Array: 'H', Int32Array: 'i', Uint32Array: 'I', Float16Array: 'e',
  Float32Array: 'f', Float64Array: 'd', BigInt64Array: 'q', BigUint64Array: 'Q',
};

function bufferOf(value) {
  if (!ArrayBufferIsView(value)) return value;
  return types.isDataView(value) ? DataViewPrototypeGetBuffer(value) : TypedArrayPrototypeGetBuffer(value);
}

// A SharedArrayBuffer only grows: what Python has seen of it stays.
const canShrink = (buffer) => !types.isSharedArrayBuffer(buffer) && ArrayBufferPrototypeGetResizable(buffer);

// The bytes and their format, or a text that says why there are none.
function view(object, key) {
  const value = key === null ? object : object[key];
  const buffer = bufferOf(value);
  const called = key === null ? 'the object' : `the property '${String(key)}'`;
  if (!types.isAnyArrayBuffer(buffer)) return `${called} is no typed array, DataView, Buffer or ArrayBuffer`;
  if (canShrink(buffer)) return `${called} lies in a buffer that can change its length`;
  if (!types.isSharedArrayBuffer(buffer) && ArrayBufferPrototypeGetDetached(buffer)) return `${called} lies in a buffer that is detached`;
  if (value === buffer) return new Flat(new Uint8Array(buffer), 'B');
  if (types.isDataView(value)) {
    return new Flat(new Uint8Array(buffer, DataViewPrototypeGetByteOffset(value), DataViewPrototypeGetByteLength(value)), 'B');
  }
  const bytes = new Uint8Array(buffer, TypedArrayPrototypeGetByteOffset(value), TypedArrayPrototypeGetByteLength(value));
  return new Flat(bytes, FORMATS[TypedArrayPrototypeGetSymbolToStringTag(value)] ?? 'B');
}

module.exports = { view };
