'use strict';

// The JavaScript half of calls between JavaScript and a Python host. Python posts jobs (interop/bridge.py), a verb with arguments, and an
// op takes the answer back. Objects cross by number, and are held while Python has proxies of them. interop/values.py describes the form
// of values.

const {
  ArrayIsArray, ArrayPrototypeIncludes, BigInt, BigIntPrototypeToString, Date, DatePrototypeGetTime, Error,
  FunctionPrototypeCall, JSONParse, JSONStringify, MapPrototypeEntries, NumberIsFinite, ObjectDefineProperty,
  ObjectGetPrototypeOf, ObjectIs, ObjectKeys, ObjectPrototype, PromisePrototypeThen, ReflectApply, ReflectConstruct,
  ReflectDeleteProperty, ReflectGet, ReflectHas, SafeMap, SafeFinalizationRegistry, SafeSet, SafeWeakMap, SafeWeakRef,
  SetPrototypeValues, String, Symbol, SymbolAsyncIterator, SymbolIterator, TypeError, TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeSet, TypedArrayPrototypeSubarray, Uint8Array,
} = primordials;

const engine = require('internal/engine');
const { ownTags } = require('bootstrap/crossing');
const { types } = engine;

const { OwnTag: { JOB } } = binding('interop');
const host = binding('interop');

// ---- objects by number ----

const objects = new SafeMap();       // number -> { object, count }
const numbers = new SafeWeakMap();   // object -> number
let lastNumber = 0;

function numberOf(object) {
  let number = numbers.get(object);
  let entry = number === undefined ? undefined : objects.get(number);
  if (entry === undefined) {
    number = ++lastNumber;
    numbers.set(object, number);
    objects.set(number, entry = { __proto__: null, object, count: 0 });
  }
  entry.count++;
  return number;
}

function objectOf(number) {
  const entry = objects.get(number);
  if (entry === undefined) throw new TypeError('This object is no longer known to JavaScript');
  return entry.object;
}

function release(gone) {
  for (let i = 0; i < gone.length; i++) {
    const { 0: number, 1: count } = gone[i];
    const entry = objects.get(number);
    if (entry !== undefined && (entry.count -= count) <= 0) objects.delete(number);
  }
}

// ---- Python's functions ----

const functions = new SafeMap();     // number -> weak reference to the function made for it
const pythonNumbers = new SafeWeakMap();
const dropped = new SafeFinalizationRegistry((number) => {
  if (functions.get(number)?.deref() === undefined) {
    functions.delete(number);
    host.release(number);
  }
});

function pythonFunction(number, name) {
  const known = functions.get(number)?.deref();
  if (known !== undefined) return known;
  const made = function(...args) { return callPython(number, args); };
  ObjectDefineProperty(made, 'name', { __proto__: null, value: name, configurable: true });
  functions.set(number, new SafeWeakRef(made));
  pythonNumbers.set(made, number);
  dropped.register(made, number);
  return made;
}

const kPython = Symbol('python exception');
const promises = new SafeMap();

function pythonError({ 0: name, 1: message, 2: id }) {
  const error = new Error(message);
  ObjectDefineProperty(error, 'name', { __proto__: null, value: name, writable: true, configurable: true, enumerable: false });
  ObjectDefineProperty(error, kPython, { __proto__: null, value: id, enumerable: false });
  return error;
}

function callPython(number, args) {
  const out = new Out();
  const wire = [];
  for (let i = 0; i < args.length; i++) wire[i] = out.encode(args[i]);
  let answer = JSONParse(host.call(number, JSONStringify(wire), out.bytes()));
  for (;;) {
    const buffers = received(answer[answer.length - 1]);
    switch (answer[0]) {
      case 'v': return decode(answer[1], buffers, 0);
      case 'e': throw pythonError(answer[1]);
      case 't': throw decode(answer[1], buffers, 0);
      case 'p': {
        const { promise, resolve, reject } = primordials.PromiseWithResolvers();
        promises.set(answer[1], { resolve, reject });
        return promise;
      }
    }
    // The Python function calls JavaScript before it returns.
    const { failed, text, data } = perform(answer[2], answer[3], buffers, 0);
    answer = JSONParse(host.resume(answer[1], failed, text, data));
  }
}

function received(lengths) {
  if (lengths.length === 0) return lengths;
  const all = host.bytes_beside();
  const buffers = [];
  let at = 0;
  for (let i = 0; i < lengths.length; i++) {
    buffers[i] = TypedArrayPrototypeSubarray(all, at, at + lengths[i]);
    at += lengths[i];
  }
  return buffers;
}

// ---- values ----

function decode(wire, buffers, base) {
  if (typeof wire !== 'object' || wire === null) return wire;
  switch (wire[0]) {
    case 'a': {
      const items = wire[1];
      for (let i = 0; i < items.length; i++) items[i] = decode(items[i], buffers, base);
      return items;
    }
    case 'o': {
      const source = wire[1];
      const keys = ObjectKeys(source);
      const made = {};
      for (let i = 0; i < keys.length; i++) {
        ObjectDefineProperty(made, keys[i], {
          __proto__: null, value: decode(source[keys[i]], buffers, base), writable: true, enumerable: true, configurable: true,
        });
      }
      return made;
    }
    case 'u': return undefined;
    case 'n': return wire[1] === '-0' ? -0 : +wire[1];
    case 'i': return BigInt(wire[1]);
    case 'b': {
      const bytes = buffers[base + wire[1]];
      return require('internal/buffer/pool').asBuffer(bytes);
    }
    case 'd': return new Date(wire[1]);
    case 'r': return objectOf(wire[1]);
    case 'f': return pythonFunction(wire[1], wire[2]);
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
        return value;
      case 'bigint': return ['i', BigIntPrototypeToString(value)];
      case 'undefined': return ['u'];
      case 'symbol': throw new TypeError('Python cannot be given a symbol');
      case 'function': {
        const python = pythonNumbers.get(value);
        if (python !== undefined) return ['f', python];
        return ['r', numberOf(value), 'function', value.name];
      }
    }
    if (value === null) return null;
    if (types.isUint8Array(value)) return this.#addBytes(value);
    if (types.isArrayBuffer(value)) return this.#addBytes(new Uint8Array(value));
    return [
      'r', numberOf(value),
      types.isPromise(value) ? 'promise' : ArrayIsArray(value) || types.isTypedArray(value) ? 'array' : 'object', className(value),
    ];
  }

  // Plain data is copied; other objects are passed by reference.
  copy(value, open) {
    if (typeof value !== 'object' || value === null || types.isUint8Array(value) || types.isArrayBuffer(value) || types.isPromise(value)) {
      return this.encode(value);
    }
    if (types.isDate(value)) return ['d', DatePrototypeGetTime(value)];
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
      for (let i = 0; i < list.length; i++) items[i] = this.copy(list[i], open);
      wire = ['a', items];
    } else {
      const made = { __proto__: null };
      if (types.isMap(value)) {
        const entries = listOf(MapPrototypeEntries(value));
        for (let i = 0; i < entries.length; i++) made[String(entries[i][0])] = this.copy(entries[i][1], open);
      } else {
        const keys = ObjectKeys(value);
        for (let i = 0; i < keys.length; i++) made[keys[i]] = this.copy(value[keys[i]], open);
      }
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

// ---- jobs ----

const asObject = (value) => (typeof value === 'object' || typeof value === 'function' ? value : primordials.Object(value));

const verbs = {
  '__proto__': null,
  'get': (object, key) => {
    const value = ReflectGet(asObject(object), key);
    return new Pair(value !== undefined || ReflectHas(asObject(object), key), value);
  },
  'set': (object, key, value) => { object[key] = value; },
  'delete': (object, key) => { if (!ReflectDeleteProperty(object, key)) throw new TypeError(`Cannot delete property '${key}'`); },
  'has': (object, key) => ReflectHas(object, key),
  'includes': (object, value) => ArrayPrototypeIncludes(object, value),
  'call': (f, self, args) => ReflectApply(f, self, args),
  'construct': (f, args) => ReflectConstruct(f, args),
  'length': (object) => {
    if (typeof object.length === 'number') return object.length;
    return typeof object.size === 'number' ? object.size : ObjectKeys(object).length;
  },
  'names': (object) => {
    const names = new SafeSet();
    for (let at = object; at !== null && at !== ObjectPrototype; at = ObjectGetPrototypeOf(at)) {
      const own = primordials.ObjectGetOwnPropertyNames(at);
      for (let i = 0; i < own.length; i++) names.add(own[i]);
    }
    return new Copied(names);
  },
  'iterator': (object) => {
    const method = object[SymbolIterator];
    if (method !== undefined && method !== null) return FunctionPrototypeCall(method, object);
    return ObjectKeys(object)[SymbolIterator]();
  },
  'async_iterator': (object) => {
    const method = object[SymbolAsyncIterator] ?? object[SymbolIterator];
    if (method === undefined) throw new TypeError('This object is not iterable');
    return FunctionPrototypeCall(method, object);
  },
  'next': (iterator, most) => {
    const list = [];
    while (list.length < most) {
      const step = iterator.next();
      if (step.done) return new Pair(true, new List(list));
      list[list.length] = step.value;
    }
    return new Pair(false, new List(list));
  },
  'string': (value) => String(value),
  'inspect': (value) => require('internal/util/inspect').inspect(value, { __proto__: null, depth: 1, breakLength: Infinity }),
  'copy': (value) => new Copied(value),
  'eval': (source, name) => require('internal/embedding').evaluate(source, name),
  'require': (specifier, folder) => require('internal/embedding').requireFrom(specifier, folder),
  'import': (specifier, folder) => require('internal/embedding').importFrom(specifier, folder),
  'main': (file, args) => require('internal/embedding').runMain(file, args),
  'beforeExit': () => require('internal/embedding').beforeExit(),
  release,
  'settle': (job, failed, value) => {
    const { resolve, reject } = promises.get(job);
    promises.delete(job);
    if (failed) reject(pythonError(value));
    else resolve(value);
  },
};

// Kinds of results: two values, a list whose elements are values, a copy.
class Pair { constructor(a, b) { this.a = a; this.b = b; } }
class List { constructor(items) { this.items = items; } }
class Copied { constructor(value) { this.value = value; } }

function encodeResult(out, value) {
  if (value instanceof Pair) return ['a', [value.a, encodeResult(out, value.b)]];
  if (value instanceof List) {
    const items = [];
    for (let i = 0; i < value.items.length; i++) items[i] = out.encode(value.items[i]);
    return ['a', items];
  }
  if (value instanceof Copied) return out.copy(value.value, new SafeSet());
  return out.encode(value);
}

function describeError(error) {
  const out = new Out();
  const wire = { __proto__: null, name: '', message: '', value: null };
  try {
    wire.value = out.encode(error);
    if (typeof error === 'object' && error !== null && (types.isNativeError(error) || typeof error.message === 'string')) {
      wire.name = String(error.name ?? 'Error');
      wire.message = String(error.message);
      if (error.code !== undefined) wire.code = String(error.code);
      if (typeof error.stack === 'string') wire.stack = error.stack;
      wire.python = error[kPython];
    } else {
      wire.message = require('internal/util/inspect').inspect(error);
    }
  } catch {
    wire.message ||= 'an error that cannot be read';
  }
  return { __proto__: null, failed: true, text: JSONStringify(wire), data: out.bytes() };
}

// Runs a job now.
function perform(verb, args, buffers, base) {
  try {
    const given = [];
    for (let i = 0; i < args.length; i++) given[i] = decode(args[i], buffers, base);
    const value = ReflectApply(verbs[verb], undefined, given);
    if (types.isPromise(value)) PromisePrototypeThen(value, undefined, () => {});  // Python asks for the result later, or ignores it
    const out = new Out();
    const wire = encodeResult(out, value);
    return { __proto__: null, failed: false, text: JSONStringify(wire), data: out.bytes() };
  } catch (error) {
    if (error === require('internal/process/execution').kStopped) throw error;
    return describeError(error);
  }
}

function succeed(number, value) {
  const out = new Out();
  host.reply(number, false, JSONStringify(out.encode(value)), out.bytes());
}

function fail(number, error) {
  const { text, data } = describeError(error);
  host.reply(number, true, text, data);
}

function onJob(entry, answer, run) {
  const { 1: number, 2: verb, 3: args, 4: base } = entry;
  if (verb === 'release') {
    release(args);
    return;
  }
  run(() => {
    if (verb === 'settled') {
      const promise = objectOf(args[0][1]);
      PromisePrototypeThen(promise, (value) => succeed(number, value), (error) => fail(number, error));
      return;
    }
    const { failed, text, data } = perform(verb, args, answer, base + 1);
    if (number !== 0) host.reply(number, failed, text, data);
  });
}

module.exports = {
  listen: () => ownTags.set(JOB, onJob),
};
