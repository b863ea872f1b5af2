'use strict';

// What Python's iterators, iterables, awaitables and arrays of numbers are in JavaScript (interop/forms.py makes them).

const {
  AsyncIteratorPrototype, IteratorPrototype, ObjectDefineProperties, PromiseWithResolvers, Proxy, SafeArrayIterator, SafeMap, String,
  SymbolIterator, SymbolToPrimitive, SymbolToStringTag, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset, TypedArrayPrototypeSlice,
} = primordials;

// ---- promises ----

const promises = new SafeMap();  // job -> { resolve, reject }
const early = new SafeMap();     // job -> { failed, value }: settled before JavaScript has the promise

function promiseOf(job) {
  const { promise, resolve, reject } = PromiseWithResolvers();
  const outcome = early.get(job);
  if (outcome === undefined) {
    promises.set(job, { __proto__: null, resolve, reject });
  } else {
    early.delete(job);
    if (outcome.failed) reject(outcome.value);
    else resolve(outcome.value);
  }
  return promise;
}

function settle(job, failed, value) {
  const waiting = promises.get(job);
  if (waiting === undefined) {
    early.set(job, { __proto__: null, failed, value });
    return;
  }
  promises.delete(job);
  if (failed) waiting.reject(value);
  else waiting.resolve(value);
}

// ---- iterators ----

// The verbs of Pull in interop/forms.py.
const NEXT = 0, SEND = 1, ENDED = 2, CLOSE = 3, THROW = 4;

function step(pull, value) {
  if (value === undefined) {
    const { 0: ended, 1: result } = pull(ENDED);
    if (ended) return { value: result ?? undefined, done: true };
  }
  return { value, done: false };
}

const tag = (value) => ({ __proto__: null, value, configurable: true });
const method = (value) => ({ __proto__: null, value, writable: true, configurable: true });

function iteratorOf(pull, name) {
  const iterator = { __proto__: IteratorPrototype };
  return ObjectDefineProperties(iterator, {
    '__proto__': null,
    'next': method(function next(...sent) {
      return step(pull, sent.length === 0 || sent[0] === undefined ? pull(NEXT) : pull(SEND, sent[0]));
    }),
    'return': method(function(value) {
      pull(CLOSE);
      return { value, done: true };
    }),
    'throw': method(function(error) { return step(pull, pull(THROW, error)); }),
    [SymbolToStringTag]: tag(name),
  });
}

// Begins again with each loop.
function iterableOf(restart, name) {
  return ObjectDefineProperties({}, {
    '__proto__': null,
    [SymbolIterator]: { __proto__: null, value: () => restart(), configurable: true },
    [SymbolToStringTag]: tag(name),
  });
}

function asyncIterableOf(pull, name) {
  const iterator = { __proto__: AsyncIteratorPrototype };
  return ObjectDefineProperties(iterator, {
    '__proto__': null,
    'next': method(async () => {
      const { 0: done, 1: value } = await pull(false);
      return { value: done ? undefined : value, done };
    }),
    'return': method(async (value) => {
      await pull(true);
      return { value, done: true };
    }),
    [SymbolToStringTag]: tag(name),
  });
}

// ---- references ----

// A Python object as a Proxy; `ask` is Answer in interop/ref.py.
function referenceOf(ask, name, isCallable) {
  const own = { __proto__: null, toString: () => ask('text') };
  const get = (key) => {
    if (key === SymbolToStringTag) return name;
    if (key === SymbolIterator) return () => ask('iterate');
    if (key === SymbolToPrimitive) return () => ask('text');
    if (typeof key === 'symbol') return undefined;
    const { 0: found, 1: value } = ask('get', key);
    return found ? value : own[key];
  };
  const has = (key) => typeof key === 'string' && ask('get', key)[0];
  const target = isCallable ? () => undefined : {};
  return new Proxy(target, {
    '__proto__': null,
    'get': (_, key) => get(key),
    'set': (_, key, value) => {
      ask('set', String(key), value);
      return true;
    },
    'has': (_, key) => has(key),
    'deleteProperty': (_, key) => {
      ask('delete', String(key));
      return true;
    },
    'ownKeys': () => ask('names'),
    'getOwnPropertyDescriptor': (_, key) =>
      (has(key) ? { value: get(key), writable: true, enumerable: true, configurable: true } : undefined),
    'apply': (_, self, args) => ask('call', ...new SafeArrayIterator(args)),
  });
}

// ---- typed arrays ----

function typedArray(name, bytes) {
  const Kind = primordials[name];
  const { BYTES_PER_ELEMENT: size } = Kind;
  const aligned = TypedArrayPrototypeGetByteOffset(bytes) % size === 0 ? bytes : TypedArrayPrototypeSlice(bytes);
  const offset = TypedArrayPrototypeGetByteOffset(aligned);
  return new Kind(TypedArrayPrototypeGetBuffer(aligned), offset, TypedArrayPrototypeGetByteLength(aligned) / size);
}

module.exports = { asyncIterableOf, iterableOf, iteratorOf, promiseOf, referenceOf, settle, typedArray };
