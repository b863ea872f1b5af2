'use strict';

// The built-ins as they were before user code ran.
//
// A program may overwrite `Array.prototype.push` or `Promise.prototype.then`, and anode's own code must go on as before. So internal files
// take built-ins from here. The names are formed as in Node:
//   ArrayPrototypePush(array, x)      a method, `this` first
//   MapPrototypeGetSize(map)          a getter (Set: a setter)
//   ArrayIsArray(x), ObjectKeys(x)    a static function
//   SymbolIterator, NumberMAX_SAFE_INTEGER   a constant

const primordials = { __proto__: null };
const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf, freeze } = Object;
const { apply, ownKeys } = Reflect;
const { bind, call } = Function.prototype;
const uncurryThis = bind.bind(call);
const applyBind = bind.bind(apply, null);

primordials.uncurryThis = uncurryThis;
primordials.applyBind = applyBind;
primordials.globalThis = globalThis;

function capitalised(key) {
  return typeof key === 'symbol' ?
    `Symbol${key.description[7].toUpperCase()}${key.description.slice(8)}` :
    `${key[0].toUpperCase()}${key.slice(1)}`;
}

function copy(prefix, source, value) {
  for (const key of ownKeys(source)) {
    if (typeof key === 'symbol' && !key.description?.startsWith('Symbol.')) continue;
    const name = prefix + capitalised(key);
    const desc = getOwnPropertyDescriptor(source, key);
    if ('value' in desc) {
      primordials[name] = typeof desc.value === 'function' ? value(desc.value) : desc.value;
      if (typeof desc.value === 'function') primordials[`${name}Apply`] ??= applyBind(desc.value);
    } else {
      if (desc.get) primordials[`${prefix}Get${capitalised(key)}`] = uncurryThis(desc.get);
      if (desc.set) primordials[`${prefix}Set${capitalised(key)}`] = uncurryThis(desc.set);
    }
  }
}

const asIs = (fn) => fn;

for (const name of ['Proxy', 'globalThis']) primordials[name] = globalThis[name];
for (const name of ['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent',
                    'escape', 'unescape', 'eval', 'isNaN', 'isFinite', 'parseInt', 'parseFloat']) {
  primordials[name] = globalThis[name];
}
for (const name of ['Atomics', 'JSON', 'Math', 'Reflect', 'Intl']) copy(name, globalThis[name], asIs);
copy('Proxy', Proxy, asIs);

for (const name of [
  'AggregateError', 'Array', 'ArrayBuffer', 'BigInt', 'BigInt64Array', 'BigUint64Array',
  'Boolean', 'DataView', 'Date', 'Error', 'EvalError', 'FinalizationRegistry',
  'Float16Array', 'Float32Array', 'Float64Array', 'Function', 'Int16Array', 'Int32Array',
  'Int8Array', 'Map', 'Number', 'Object', 'RangeError', 'ReferenceError', 'RegExp', 'Set',
  'String', 'Symbol', 'SyntaxError', 'TypeError', 'URIError', 'Uint16Array', 'Uint32Array',
  'Uint8Array', 'Uint8ClampedArray', 'WeakMap', 'WeakRef', 'WeakSet', 'SharedArrayBuffer',
]) {
  const original = globalThis[name];
  if (original === undefined) continue;
  primordials[name] = original;
  copy(name, original, asIs);
  copy(`${name}Prototype`, original.prototype, uncurryThis);
}
primordials.Promise = Promise;
copy('Promise', Promise, (fn) => fn.bind(Promise));
copy('PromisePrototype', Promise.prototype, uncurryThis);
primordials.Iterator = Iterator;

const TypedArray = getPrototypeOf(Uint8Array);
const arrayIterator = getPrototypeOf([][Symbol.iterator]());
const stringIterator = getPrototypeOf(''[Symbol.iterator]());
const asyncIteratorPrototype = getPrototypeOf(getPrototypeOf(async function* () {}).prototype);
primordials.AsyncIteratorPrototype = asyncIteratorPrototype;
primordials.IteratorPrototype = getPrototypeOf(arrayIterator);
primordials.GeneratorFunctionPrototype = getPrototypeOf(function* () {});
primordials.AsyncFunctionPrototype = getPrototypeOf(async () => {});
for (const [name, original] of [
  ['TypedArray', { prototype: TypedArray.prototype }],
  ['ArrayIterator', { prototype: arrayIterator }],
  ['StringIterator', { prototype: stringIterator }],
  ['Generator', { prototype: getPrototypeOf(function* () {}).prototype }],
]) {
  copy(`${name}Prototype`, original.prototype, uncurryThis);
}
primordials.TypedArray = TypedArray;
copy('TypedArray', TypedArray, (fn) => uncurryThis(fn));
primordials.ObjectPrototype = Object.prototype;
primordials.ArrayPrototype = Array.prototype;
primordials.FunctionPrototype = Function.prototype;
primordials.ErrorPrototype = Error.prototype;
primordials.PromisePrototype = Promise.prototype;
primordials.TypedArrayPrototype = TypedArray.prototype;
for (const name of ['Map', 'Set', 'RegExp', 'Date', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt',
                    'WeakMap', 'WeakSet', 'ArrayBuffer', 'DataView', 'Uint8Array']) {
  primordials[`${name}Prototype`] = globalThis[name].prototype;
}

// Iterates without asking a patched prototype: `for (const x of new SafeArrayIterator(a))`.
function safeIterator(make, next) {
  return class {
    #inner;
    constructor(source) { this.#inner = make(source); }
    next() { return next(this.#inner); }
    [Symbol.iterator]() { return this; }
    static { setPrototypeOf(this.prototype, null); freeze(this.prototype); freeze(this); }
  };
}
const SafeArrayIterator = safeIterator(primordials.ArrayPrototypeSymbolIterator, primordials.ArrayIteratorPrototypeNext);
const SafeStringIterator = safeIterator(primordials.StringPrototypeSymbolIterator, primordials.StringIteratorPrototypeNext);
primordials.SafeArrayIterator = SafeArrayIterator;
primordials.SafeStringIterator = SafeStringIterator;

// A subclass whose prototype holds its own copies of the original's methods.
function makeSafe(unsafe, safe) {
  const dummy = Symbol.iterator in unsafe.prototype ? new unsafe() : undefined;
  for (const key of ownKeys(unsafe.prototype)) {
    if (key === 'constructor') continue;
    const desc = getOwnPropertyDescriptor(unsafe.prototype, key);
    if (dummy && typeof desc.value === 'function' && desc.value.length === 0 &&
        Symbol.iterator in (call.call(desc.value, dummy) ?? {})) {
      const create = uncurryThis(desc.value);
      const next = uncurryThis(create(dummy).next);
      const Iterator = safeIterator(create, next);
      desc.value = function() { return new Iterator(this); };
    }
    defineProperty(safe.prototype, key, desc);
  }
  setPrototypeOf(safe.prototype, null);
  freeze(safe.prototype);
  freeze(safe);
  return safe;
}
primordials.makeSafe = makeSafe;
// Their constructors iterate their argument, so they take arrays through SafeArrayIterator.
const { isArray } = Array;
const iterable = (source) => (isArray(source) ? new SafeArrayIterator(source) : source);
primordials.SafeMap = makeSafe(Map, class SafeMap extends Map {
  constructor(source) { if (source == null) super(); else { super(); for (const entry of iterable(source)) this.set(entry[0], entry[1]); } }
});
primordials.SafeSet = makeSafe(Set, class SafeSet extends Set {
  constructor(source) { super(); if (source != null) for (const value of iterable(source)) this.add(value); }
});
primordials.SafeWeakMap = makeSafe(WeakMap, class SafeWeakMap extends WeakMap {
  constructor(source) { super(source); }
});
primordials.SafeWeakSet = makeSafe(WeakSet, class SafeWeakSet extends WeakSet {
  constructor(source) { super(source); }
});
primordials.SafeWeakRef = makeSafe(WeakRef, class SafeWeakRef extends WeakRef {
  constructor(target) { super(target); }
});
primordials.SafeFinalizationRegistry = makeSafe(FinalizationRegistry, class SafeFinalizationRegistry extends FinalizationRegistry {
  constructor(cleanup) { super(cleanup); }
});

// `await x` and `then` of a real promise, whatever a program has done to Promise.prototype.
const { PromisePrototypeThen } = primordials;
const SafePromise = makeSafe(Promise, class SafePromise extends Promise {
  constructor(executor) { super(executor); }
});
primordials.PromisePrototypeCatch = (promise, onRejected) => PromisePrototypeThen(promise, undefined, onRejected);
primordials.SafePromisePrototypeFinally = (promise, onFinally) => new Promise((resolve, reject) =>
  PromisePrototypeThen(
    new SafePromise((a, b) => PromisePrototypeThen(promise, a, b)).finally(onFinally),
    resolve, reject));
function combine(settleEach) {
  return (promises, map) => new Promise((resolve, reject) => {
    const results = [];
    let left = promises.length;
    if (left === 0) return settleEach.empty(resolve, reject);
    for (let i = 0; i < promises.length; i++) {
      const promise = primordials.PromiseResolve(map ? map(promises[i], i) : promises[i]);
      settleEach(promise, i, results, () => { if (--left === 0) settleEach.done(resolve, reject, results); }, resolve, reject);
    }
  });
}
const all = (promise, i, results, done, resolve, reject) =>
  PromisePrototypeThen(promise, (value) => { results[i] = value; done(); }, reject);
all.empty = (resolve) => resolve([]);
all.done = (resolve, reject, results) => resolve(results);
const allSettled = (promise, i, results, done) => PromisePrototypeThen(promise,
  (value) => { results[i] = { status: 'fulfilled', value }; done(); },
  (reason) => { results[i] = { status: 'rejected', reason }; done(); });
allSettled.empty = all.empty;
allSettled.done = all.done;
const any = (promise, i, results, done, resolve) =>
  PromisePrototypeThen(promise, resolve, (reason) => { results[i] = reason; done(); });
any.empty = (resolve, reject) => reject(new AggregateError([]));
any.done = (resolve, reject, results) => reject(new AggregateError(results));
const race = (promise, i, results, done, resolve, reject) => PromisePrototypeThen(promise, resolve, reject);
race.empty = () => {};
race.done = () => {};
primordials.SafePromiseAll = combine(all);
primordials.SafePromiseAllReturnVoid = (promises, map) =>
  PromisePrototypeThen(primordials.SafePromiseAll(promises, map), () => {});
primordials.SafePromiseAllReturnArrayLike = primordials.SafePromiseAll;
primordials.SafePromiseAllSettled = combine(allSettled);
primordials.SafePromiseAllSettledReturnVoid = (promises, map) =>
  PromisePrototypeThen(primordials.SafePromiseAllSettled(promises, map), () => {});
primordials.SafePromiseAny = combine(any);
primordials.SafePromiseRace = combine(race);

// String.prototype.replace and similar methods call functions of the pattern. A hardened pattern has its own copies of them.
const regExpOwn = ['exec', 'test', 'flags', 'global', 'ignoreCase', 'multiline', 'dotAll', 'unicode', 'unicodeSets',
                   'sticky', 'hasIndices', Symbol.match, Symbol.matchAll, Symbol.replace, Symbol.search, Symbol.split];
const regExpDescriptors = regExpOwn
  .map((key) => ({ key, desc: getOwnPropertyDescriptor(RegExp.prototype, key) }))
  .filter(({ desc }) => desc !== undefined);
const getOf = uncurryThis(call);
primordials.hardenRegExp = (pattern) => {
  for (let i = 0; i < regExpDescriptors.length; i++) {
    const { key, desc } = regExpDescriptors[i];
    defineProperty(pattern, key, { __proto__: null, value: desc.get ? getOf(desc.get, pattern) : desc.value, configurable: true });
  }
  return pattern;
};
// Most patterns are not hardened: the engine's fast path does not take a hardened one. An unhardened pattern is safe while
// RegExp.prototype.exec is the original.
const OriginalRegExp = RegExp;
const regExpPrototype = RegExp.prototype;
const { exec } = regExpPrototype;
for (const name of ['SymbolReplace', 'SymbolMatch', 'SymbolSplit']) {
  const native = primordials[`RegExpPrototype${name}`];
  primordials[`RegExpPrototype${name}`] = (pattern, a, b) => native(
    regExpPrototype.exec === exec ? pattern : primordials.hardenRegExp(new OriginalRegExp(pattern)), a, b);
}
primordials.SafeStringPrototypeSearch = (string, pattern) => {
  pattern.lastIndex = 0;
  const match = primordials.RegExpPrototypeExec(pattern, string);
  return match ? match.index : -1;
};
// The engine adds some built-ins only after a snapshot is loaded. Functions among them are forwarded from here; `bindLate` finds the
// originals at each start, before user code runs. The classes among them have no primordial: internal files look them up there.
const late = { __proto__: null };
function forward(name, owner, key, isMethod) {
  if (primordials[name] !== undefined) return;
  late[name] = { find: () => { const found = owner()[key]; return isMethod ? uncurryThis(found) : found; }, call: undefined };
  const entry = late[name];
  primordials[name] = (a, b, c) => entry.call(a, b, c);
}
for (const key of ['toHex', 'toBase64', 'setFromHex', 'setFromBase64']) {
  forward(`Uint8ArrayPrototype${capitalised(key)}`, () => Uint8Array.prototype, key, true);
}
for (const key of ['fromHex', 'fromBase64']) forward(`Uint8Array${capitalised(key)}`, () => Uint8Array, key, false);
forward('ErrorIsError', () => Error, 'isError', false);
forward('RegExpEscape', () => RegExp, 'escape', false);
// The exports of a module that imports nothing; undefined where there is no WebAssembly.
forward('WebAssemblyExports', () => {
  if (typeof WebAssembly === 'undefined') return { __proto__: null, exports: () => undefined };
  const { Instance, Module } = WebAssembly;
  return { __proto__: null, exports: (bytes) => new Instance(new Module(bytes)).exports };
}, 'exports', false);
forward('DataViewPrototypeGetFloat16', () => DataView.prototype, 'getFloat16', true);
forward('DataViewPrototypeSetFloat16', () => DataView.prototype, 'setFloat16', true);

module.exports = freeze(primordials);
module.bindLate = () => {
  for (const name in late) late[name].call = late[name].find();
};
