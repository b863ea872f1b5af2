'use strict';

// Values on their way between JavaScript and Python, as JSON: bindings/sqlite/values.py says how.

const {
  ArrayBufferIsView, BigInt, BigIntAsIntN, DataViewPrototypeGetBuffer, DataViewPrototypeGetByteLength, DataViewPrototypeGetByteOffset,
  NumberIsFinite, ObjectCreate, StringPrototypeToWellFormed, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset, Uint8Array, JSONStringify,
} = primordials;

const { isDataView } = require('internal/util/types');
const { invalidType, invalidValue } = require('internal/sqlite/errors');

let Buffer;

function bytesOf(view) {
  return isDataView(view) ?
    new Uint8Array(DataViewPrototypeGetBuffer(view), DataViewPrototypeGetByteOffset(view), DataViewPrototypeGetByteLength(view)) :
    new Uint8Array(TypedArrayPrototypeGetBuffer(view), TypedArrayPrototypeGetByteOffset(view), TypedArrayPrototypeGetByteLength(view));
}

function base64Of(view) {
  Buffer ??= require('buffer').Buffer;
  const bytes = bytesOf(view);
  return Buffer.from(TypedArrayPrototypeGetBuffer(bytes), TypedArrayPrototypeGetByteOffset(bytes), bytes.length).toString('base64');
}

function bytesFrom(base64) {
  Buffer ??= require('buffer').Buffer;
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

// A value as text of JSON; undefined for one that SQLite has no form for, null for a BigInt that is too large.
function encode(value) {
  switch (typeof value) {
    case 'number':
      if (NumberIsFinite(value)) return value === 0 && 1 / value < 0 ? '-0.0' : `${value}`;
      return value === Infinity ? '["f","Infinity"]' : value === -Infinity ? '["f","-Infinity"]' : 'null';
    case 'string': return JSONStringify(StringPrototypeToWellFormed(value));
    case 'bigint': return BigIntAsIntN(64, value) === value ? `["n","${value}"]` : null;
    case 'object':
      if (value === null) return 'null';
      return ArrayBufferIsView(value) ? `["b","${base64Of(value)}"]` : undefined;
    default: return undefined;
  }
}

function encodeBinding(value, index) {
  const text = encode(value);
  if (text === undefined) throw invalidType(`Provided value cannot be bound to SQLite parameter ${index}.`);
  if (text === null) throw invalidValue('BigInt value is too large to bind.');
  return text;
}

// A value that JSON has parsed.
function decode(value) {
  if (typeof value !== 'object' || value === null) return value;
  switch (value[0]) {
    case 'n': return BigInt(value[1]);
    case 'b': return bytesFrom(value[1]);
    default: return +value[1];
  }
}

function decodeAll(row) {
  for (let i = 0; i < row.length; i++) if (typeof row[i] === 'object') row[i] = decode(row[i]);
  return row;
}

function rowOf(names, row) {
  const object = ObjectCreate(null);
  for (let i = 0; i < names.length; i++) {
    const value = row[i];
    object[names[i]] = typeof value === 'object' ? decode(value) : value;
  }
  return object;
}

module.exports = { decodeAll, encode, encodeBinding, rowOf };
