'use strict';

// Values that cross between Python and JavaScript: plain data as JSON (interop/values.py describes the form), everything else by number.

const {
  ArrayIsArray, ArrayPrototype, BigInt, BigIntPrototypeToString, Date, DatePrototypeGetTime, JSONStringify, MapPrototypeEntries,
  NumberIsFinite, NumberMAX_SAFE_INTEGER, NumberMIN_SAFE_INTEGER, ObjectGetPrototypeOf, ObjectIs, ObjectKeys,
  ObjectPrototype, ObjectSetPrototypeOf, SafeSet, SetPrototypeValues,
  TypeError, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeSet, Uint8Array,
} = primordials;

const engine = require('internal/engine');
const { types } = engine;
const { asyncIterableOf, iterableOf, iteratorOf, promiseOf, referenceOf, typedArray } = require('internal/interop/python_values');
const { holdFor, known, numberOf, objectOf, pythonFunction, pythonNumbers } = require('internal/interop/references');

// Whether a call of the function gives a promise.
const isAsync = (f) => types.isAsyncFunction(f) && !types.isGeneratorFunction(f);

// What Python's datetime can hold: the years 1 to 9999. Other Dates are passed by reference.
const FIRST_TIME = -62135596800000;
const LAST_TIME = 253402300799999;

// ---- values ----

// JSON text of a wire form. A toJSON of the program's on arrays or objects must not change it: an array without a prototype has none.
function stringify(wire) {
  if ('toJSON' in ArrayPrototype) bare(wire);
  return JSONStringify(wire);
}

function bare(wire) {
  if (typeof wire !== 'object' || wire === null) return;
  ObjectSetPrototypeOf(wire, null);
  const keys = ObjectKeys(wire);
  for (let i = 0; i < keys.length; i++) bare(wire[keys[i]]);
}

function decode(wire, buffers, base) {
  if (typeof wire !== 'object' || wire === null) return wire;
  switch (wire[0]) {
    case 'a': {
      const items = wire[1];
      for (let i = 0; i < items.length; i++) items[i] = decode(items[i], buffers, base);
      return items;
    }
    case 's': return wire[1];
    case 'q': {
      const numbers = typedArray(wire[1], buffers[base + wire[2]]);
      const { length } = numbers;
      const list = [];
      for (let i = 0; i < length; i++) list[i] = numbers[i];
      return list;
    }
    case 'o': {
      // In place: JSON.parse has made every key an own property, __proto__ too.
      const object = wire[1];
      const keys = ObjectKeys(object);
      for (let i = 0; i < keys.length; i++) {
        const item = object[keys[i]];
        if (typeof item === 'object' && item !== null) object[keys[i]] = decode(item, buffers, base);
      }
      return object;
    }
    case 'u': return undefined;
    case 'n': return wire[1] === '-0' ? -0 : +wire[1];
    case 'i': return wire[2] ? -BigInt(wire[1]) : BigInt(wire[1]);
    case 'b': {
      const bytes = buffers[base + wire[1]];
      const { FastBuffer } = require('internal/buffer');
      return new FastBuffer(
        TypedArrayPrototypeGetBuffer(bytes), TypedArrayPrototypeGetByteOffset(bytes), TypedArrayPrototypeGetByteLength(bytes));
    }
    case 't': return typedArray(wire[1], buffers[base + wire[2]]);
    case 'd': return new Date(wire[1] ?? NaN);
    case 'p': return promiseOf(wire[1]);
    case 'x': return known(wire, referenceOf);
    case 'g': return known(wire, iteratorOf);
    case 'G': return known(wire, iterableOf);
    case 'A': return known(wire, asyncIterableOf);
    case 'r': return objectOf(wire[1]);
    case 'f': return pythonFunction(wire[1], wire[2]);
    case 'h': return holdFor(decode(wire[1], buffers, base), wire[2]);
  }
}

// Whether JSON has the value as it is, and Python's parser gives what it should.
function isPlain(value) {
  switch (typeof value) {
    case 'string':
    case 'boolean': return true;
    case 'number': return value <= NumberMAX_SAFE_INTEGER && value >= NumberMIN_SAFE_INTEGER && (value !== 0 || 1 / value > 0);
    default: return value === null;
  }
}

class Out {
  #parts = [];
  #length = 0;

  bytes() {
    if (this.#parts.length === 0) return undefined;
    if (this.#parts.length === 1) return this.#parts[0];
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (let i = 0; i < this.#parts.length; i++) {
      TypedArrayPrototypeSet(all, this.#parts[i], at);
      at += TypedArrayPrototypeGetByteLength(this.#parts[i]);
    }
    return all;
  }

  #addBytes(bytes) {
    const length = TypedArrayPrototypeGetByteLength(bytes);
    const wire = ['b', this.#length, length];
    this.#parts[this.#parts.length] = bytes;
    this.#length += length;
    return wire;
  }

  encode(value) {
    switch (typeof value) {
      case 'string':
      case 'boolean': return value;
      case 'number':
        if (!NumberIsFinite(value) || ObjectIs(value, -0)) return ['n', ObjectIs(value, -0) ? '-0' : `${value}`];
        // JSON would write it like an integer of Python's, which goes back as a BigInt.
        if ((value > NumberMAX_SAFE_INTEGER || value < NumberMIN_SAFE_INTEGER) && value < 1e21 && value > -1e21) return ['n', `${value}`];
        return value;
      case 'bigint': return ['i', BigIntPrototypeToString(value, 16)];
      case 'undefined': return ['u'];
      case 'symbol': throw new TypeError('Python cannot be given a symbol');
      case 'function': {
        const python = pythonNumbers.get(value);
        if (python !== undefined) return ['f', python];
        return ['r', numberOf(value), isAsync(value) ? 'async function' : 'function', value.name];
      }
    }
    if (value === null) return null;
    if (types.isUint8Array(value)) return this.#addBytes(value);
    if (types.isArrayBuffer(value)) return this.#addBytes(new Uint8Array(value));
    const python = pythonNumbers.get(value);
    if (python !== undefined) return ['f', python];
    const kind = types.isPromise(value) ? 'promise' : ArrayIsArray(value) || types.isTypedArray(value) ? 'array' : 'object';
    return ['r', numberOf(value), kind, className(value)];
  }

  // What copies as plain data is copied; the rest is passed by reference.
  copy(value, open) {
    if (typeof value !== 'object' || value === null || types.isUint8Array(value) || types.isArrayBuffer(value) || types.isPromise(value)) {
      return this.encode(value);
    }
    if (types.isDate(value)) {
      const time = DatePrototypeGetTime(value);
      return time >= FIRST_TIME && time <= LAST_TIME ? ['d', time] : this.encode(value);
    }
    const prototype = types.isProxy(value) ? undefined : ObjectGetPrototypeOf(value);
    const isList = ArrayIsArray(value) || types.isTypedArray(value) || types.isSet(value);
    if (!isList && !types.isMap(value) && prototype !== ObjectPrototype && prototype !== null && !types.isModuleNamespaceObject(value)) {
      return this.encode(value);
    }
    if (open.has(value)) throw new TypeError('A structure that holds itself cannot be copied');
    open.add(value);
    let wire;
    if (isList) {
      const list = types.isSet(value) ? listOf(SetPrototypeValues(value)) : value;
      const items = [];
      let plain = true;
      for (let i = 0; i < list.length; i++) {
        const item = list[i];
        if (isPlain(item)) {
          items[i] = item;
        } else {
          plain = false;
          items[i] = this.copy(item, open);
        }
      }
      wire = [plain ? 's' : 'a', items];
    } else if (types.isMap(value)) {
      const entries = listOf(MapPrototypeEntries(value));
      const pairs = [];
      for (let i = 0; i < entries.length; i++) {
        const { 0: key, 1: item } = entries[i];
        pairs[i] = [types.isDate(key) ? this.copy(key, open) : this.encode(key), this.copy(item, open)];
      }
      wire = ['m', pairs];
    } else {
      const made = { __proto__: null };
      const keys = ObjectKeys(value);
      for (let i = 0; i < keys.length; i++) made[keys[i]] = this.copy(value[keys[i]], open);
      wire = ['o', made];
    }
    open.delete(value);
    return wire;
  }
}

function listOf(iterator) {
  const list = [];
  for (let step = iterator.next(); !step.done; step = iterator.next()) list[list.length] = step.value;
  return list;
}

function className(value) {
  try {
    return engine.getConstructorName(value);
  } catch {
    return null;
  }
}

// ---- results ----

// Results with a form of their own: two values, a list whose elements are values, a copy.
class Pair { constructor(a, b) { this.a = a; this.b = b; } }
class List { constructor(items) { this.items = items; } }
class Copied { constructor(value) { this.value = value; } }
// Bytes whose memory Python is to see (view.js).
class Flat { constructor(bytes, format) { this.bytes = bytes; this.format = format; } }

function encodeResult(out, value) {
  if (value instanceof Pair) return ['a', [value.a, encodeResult(out, value.b)]];
  if (value instanceof List) {
    const items = [];
    let plain = true;
    for (let i = 0; i < value.items.length; i++) {
      const item = value.items[i];
      plain &&= isPlain(item);
      items[i] = plain ? item : out.encode(item);
    }
    return [plain ? 's' : 'a', items];
  }
  if (value instanceof Copied) return out.copy(value.value, new SafeSet());
  return out.encode(value);
}

module.exports = {
  Copied, Flat, List, Out, Pair, decode, encodeResult, isAsync, stringify,
};
