'use strict';

// SharedArrayBuffers that threads share. V8 keeps the memory of an isolate to itself, so each thread has a buffer of its own whose pages
// are
// replaced with those of one memory (bindings/worker/shared_memory.py says how, and why only a buffer that can grow has pages of its own).
// A program sees ours as a buffer that cannot grow.

const {
  AtomicsNotify, AtomicsWait, BigIntAsIntN, MathCeil, MathMax, MathMin, MathRandom, MathTrunc, Number, NumberIsNaN, ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor, Promise, ReflectApply, ReflectConstruct, SafeFinalizationRegistry, SafeMap, SafeWeakMap,
  SafeWeakRef, SafeWeakSet, String, SymbolSpecies, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteOffset,
  TypedArrayPrototypeGetLength, TypedArrayPrototypeGetSymbolToStringTag, TypedArrayPrototypeSet, TypedArrayPrototypeSlice,
  TypeError, Uint8Array,
} = primordials;

const ops = binding('worker/shared_memory');

const PAGE = 4096;
const BEYOND = 7 * PAGE;       // pages after a buffer that must not be touched, by which it is found
const LARGEST = 2 ** 31;
const MARK = 16, CERTAINTY = 32;  // bytes written at once and in all, to tell a buffer from all other memory

const ours = new SafeWeakSet();     // buffers that were made without a maximum
const numbers = new SafeWeakMap();  // shared buffers and their numbers
const buffers = new SafeMap();      // the other way round, weakly
let registry;

// The engine's own constructor, which is on the global object only after the engine has started.
let NativeBuffer;
let byteLength;
let growable;
let maxByteLength;
let grow;

const lengthOf = (buffer) => ReflectApply(byteLength, buffer, []);

// ---- the constructor ----

function SharedArrayBuffer(length) {
  if (new.target === undefined) throw new TypeError("Constructor SharedArrayBuffer requires 'new'");
  const size = MathTrunc(+length) || 0;
  const options = arguments[1];
  if ((typeof options === 'object' && options !== null && 'maxByteLength' in options) || size <= 0 || size > LARGEST) {
    return ReflectConstruct(NativeBuffer, [size, options], new.target);
  }
  const buffer = ReflectConstruct(
    NativeBuffer, [size, { __proto__: null, maxByteLength: MathCeil(size / PAGE) * PAGE + BEYOND }], new.target);
  ours.add(buffer);
  return buffer;
}

// At each start, before any program runs.
function install() {
  NativeBuffer = globalThis.SharedArrayBuffer;
  const { prototype } = NativeBuffer;
  const getter = (name) => ObjectGetOwnPropertyDescriptor(prototype, name).get;
  byteLength = getter('byteLength');
  growable = getter('growable');
  maxByteLength = getter('maxByteLength');
  grow = prototype.grow;
  const put = (target, name, value) =>
    ObjectDefineProperty(target, name, { __proto__: null, value, writable: true, configurable: true, enumerable: false });
  ObjectDefineProperty(SharedArrayBuffer, 'prototype', { __proto__: null, value: prototype, writable: false });
  ObjectDefineProperty(SharedArrayBuffer, SymbolSpecies, ObjectGetOwnPropertyDescriptor(NativeBuffer, SymbolSpecies));
  put(prototype, 'constructor', SharedArrayBuffer);
  put(globalThis, 'SharedArrayBuffer', SharedArrayBuffer);
  const methods = {
    get growable() { return ReflectApply(growable, this, []) && !ours.has(this); },
    get maxByteLength() { return ReflectApply(ours.has(this) ? byteLength : maxByteLength, this, []); },
    grow(newLength) {
      if (ours.has(this)) {
        throw new TypeError('Method SharedArrayBuffer.prototype.grow called on incompatible receiver #<SharedArrayBuffer>');
      }
      return ReflectApply(grow, this, [newLength]);
    },
  };
  for (const name of ['growable', 'maxByteLength']) {
    const { get } = ObjectGetOwnPropertyDescriptor(methods, name);
    ObjectDefineProperty(prototype, name, { __proto__: null, get, set: undefined, enumerable: false, configurable: true });
  }
  put(prototype, 'grow', methods.grow);
}

// ---- one memory for several ----

function refuse(reason) {
  const { dataCloneError } = require('internal/worker/clone');
  throw dataCloneError(`SharedArrayBuffer cannot be shared between threads: ${reason}`);
}

// Finds the buffer's pages, by bytes written at its beginning.
function locate(buffer) {
  const size = lengthOf(buffer);
  const view = new Uint8Array(buffer);
  const count = MathMin(size, MARK);
  const before = TypedArrayPrototypeSlice(new Uint8Array(buffer, 0, count));
  const mark = new Uint8Array(count);
  let found = 0;
  for (let sure = 0; sure < CERTAINTY; sure += count) {
    for (let i = 0; i < count; i++) view[i] = mark[i] = MathTrunc(MathRandom() * 256);
    found = ops.locate(size, mark, sure === 0);
    if (found === 0) break;
  }
  TypedArrayPrototypeSet(view, before);
  if (found !== 1) refuse('its memory was not found on this platform');
  return size;
}

function keep(buffer, number) {
  registry ??= new SafeFinalizationRegistry((gone) => {
    if (buffers.get(gone)?.deref() === undefined) {
      buffers.delete(gone);
      ops.release(gone, true);
    }
  });
  numbers.set(buffer, number);
  buffers.set(number, new SafeWeakRef(buffer));
  registry.register(buffer, number);
  replaceAtomics();
}

// Makes a buffer's memory one that other threads can have.
function share(buffer) {
  if (numbers.has(buffer) || lengthOf(buffer) === 0) return;
  if (!ours.has(buffer) && ReflectApply(growable, buffer, [])) refuse('one that can grow has a length of its own in each');
  keep(buffer, ops.share(locate(buffer)));
}

// The buffer in a message: 0 where there is no memory.
function send(buffer) {
  if (lengthOf(buffer) === 0) return 0;
  const number = numbers.get(buffer);
  ops.send(number);
  return { number, size: lengthOf(buffer) };
}

function receive(described) {
  if (described === 0) return new NativeBuffer(0);
  const { number, size } = described;
  const known = buffers.get(number)?.deref();
  if (known !== undefined) {
    ops.release(number, false);
    return known;
  }
  const buffer = new SharedArrayBuffer(size);
  locate(buffer);
  ops.attach(number);
  keep(buffer, number);
  return buffer;
}

// ---- waiting ----

const isWaitable = (array) => {
  const tag = TypedArrayPrototypeGetSymbolToStringTag(array);
  return tag === 'Int32Array' || tag === 'BigInt64Array';
};

// The place of an element in shared memory, or undefined where V8's own wait works, errors included.
function placeOf(array, index) {
  if (!isWaitable(array)) return undefined;
  const number = numbers.get(TypedArrayPrototypeGetBuffer(array));
  if (number === undefined) return undefined;
  const position = MathTrunc(+index) || 0;
  if (position < 0 || position >= TypedArrayPrototypeGetLength(array)) return undefined;
  const width = TypedArrayPrototypeGetSymbolToStringTag(array) === 'Int32Array' ? 4 : 8;
  return { number, width, position, offset: TypedArrayPrototypeGetByteOffset(array) + position * width };
}

const expectedOf = (value, width) => String(width === 4 ? value | 0 : BigIntAsIntN(64, value));

function timeoutOf(timeout) {
  const given = timeout === undefined ? Infinity : Number(timeout);
  return NumberIsNaN(given) || given === Infinity ? -1 : MathMax(given, 0);
}

let replaced = false;

function replaceAtomics() {
  if (replaced) return;
  replaced = true;
  const { Atomics } = globalThis;
  const { waitAsync: nativeWaitAsync } = Atomics;
  const methods = {
    wait(array, index, value, timeout) {
      const place = placeOf(array, index);
      if (place === undefined) return AtomicsWait(array, index, value, timeout);
      return ops.wait(place.number, place.offset, expectedOf(value, place.width), place.width, timeoutOf(timeout));
    },
    notify(array, index, count) {
      const place = placeOf(array, index);
      if (place === undefined) return AtomicsNotify(array, index, count);
      const most = count === undefined ? Infinity : MathMax(MathTrunc(+count) || 0, 0);
      return ops.notify(place.number, place.offset, most === Infinity ? -1 : most);
    },
    waitAsync(array, index, value, timeout) {
      const place = placeOf(array, index);
      if (place === undefined) return ReflectApply(nativeWaitAsync, Atomics, [array, index, value, timeout]);
      return waitAsync(place, expectedOf(value, place.width), timeoutOf(timeout));
    },
  };
  for (const name of ['wait', 'notify', 'waitAsync']) {
    ObjectDefineProperty(Atomics, name, { __proto__: null, value: methods[name], writable: true, configurable: true, enumerable: false });
  }
}

function waitAsync({ number, offset, width }, expected, timeout) {
  const handle = ops.wait_async(number, offset, expected, width);
  if (handle === 0) return { async: false, value: 'not-equal' };
  if (timeout === 0) {
    binding.close(handle);
    return { async: false, value: 'timed-out' };
  }
  const value = new Promise((resolve) => {
    let timer;
    const settle = (result) => {
      if (timer !== undefined) require('internal/timers/timeout').clearTimeout(timer);
      binding.detach(handle);
      binding.close(handle);
      resolve(result);
    };
    binding.attach(handle, () => settle('ok'));
    if (timeout > 0) timer = require('internal/timers/timeout').setTimeout(settle, timeout, 'timed-out');
  });
  return { async: true, value };
}

module.exports = { install, receive, send, share };
