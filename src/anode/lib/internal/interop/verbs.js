'use strict';

// The requests that Python makes of JavaScript, by name.

const {
  ArrayPrototype, ArrayPrototypeIncludes, FunctionPrototypeCall, MapPrototypeDelete, MapPrototypeGet, MapPrototypeHas, MapPrototypeSet,
  ObjectGetPrototypeOf, ObjectKeys, ObjectPrototype, PromiseReject, PromiseResolve, ReflectApply,
  ReflectConstruct, ReflectDeleteProperty, ReflectGet, ReflectHas,
  SafeSet, SetPrototypeHas, String, SymbolAsyncIterator, SymbolIterator, TypeError,
} = primordials;

const { types } = require('internal/engine');
const { release, restore, unknown, weaken } = require('internal/interop/references');
const { Copied, List, Pair } = require('internal/interop/values');
const { deleteIndex, deleteSlice, getIndex, getSlice, setIndex, setSlice } = require('internal/interop/arrays');
const { pythonError } = require('internal/interop/python');
const { settle } = require('internal/interop/python_values');

const asObject = (value) => (typeof value === 'object' || typeof value === 'function' ? value : primordials.Object(value));

// Whether Python's `in` is true: of the keys of a Map, the values of a Set and of what is like them, else of the properties.
function hasKey(object, key) {
  if (types.isMap(object)) return MapPrototypeHas(object, key);
  if (types.isSet(object)) return SetPrototypeHas(object, key);
  const isCollection = types.isWeakMap(object) || types.isWeakSet(object) || SymbolIterator in object;
  if (isCollection && typeof object.has === 'function') return !!object.has(key);
  return ReflectHas(object, key);
}

const anonymous = [ObjectPrototype.toString, ArrayPrototype.toString];

// Whether the text of an object says more than its class.
function hasOwnText(object) {
  const { toString } = object;
  return typeof toString === 'function' && !ArrayPrototypeIncludes(anonymous, toString);
}

const verbs = {
  '__proto__': null,
  'get': (object, key) => {
    const value = ReflectGet(asObject(object), key);
    return new Pair(value !== undefined || ReflectHas(asObject(object), key), value);
  },
  'set': (object, key, value) => { object[key] = value; },
  'delete': (object, key) => { if (!ReflectDeleteProperty(object, key)) throw new TypeError(`Cannot delete property '${key}'`); },
  'has': hasKey,
  'trace': (on) => require('internal/trace/recorder').toggle(on),
  // Items are the entries of a Map, the elements of an array, and properties of anything else.
  'item': (object, key) => {
    if (types.isMap(object)) return new Pair(MapPrototypeHas(object, key), MapPrototypeGet(object, key));
    return verbs.get(object, key);
  },
  'set_item': (object, key, value) => {
    if (types.isMap(object)) MapPrototypeSet(object, key, value);
    else object[key] = value;
  },
  'delete_item': (object, key) => (types.isMap(object) ? MapPrototypeDelete(object, key) : verbs.delete(object, key)),
  'get_index': getIndex,
  'set_index': setIndex,
  'delete_index': deleteIndex,
  'get_slice': getSlice,
  'set_slice': setSlice,
  'delete_slice': deleteSlice,
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
  'string': (value) => (hasOwnText(value) ? String(value) : require('internal/util/inspect').inspect(value)),
  'inspect': (value) => require('internal/util/inspect').inspect(value, { __proto__: null, depth: 1, breakLength: Infinity }),
  'settled_promise': (failed, value) => (failed ? PromiseReject(value) : PromiseResolve(value)),
  // For a coroutine, without direct calls.
  'later': (f, self, args) => PromiseResolve(ReflectApply(f, self, args)),
  'copy': (value) => new Copied(value),
  'view': (object, key) => require('internal/interop/view').view(object, key),
  'eval': (source, name) => require('internal/embedding').evaluate(source, name),
  'require': (specifier, folder) => require('internal/embedding').requireFrom(specifier, folder),
  'import': (specifier, folder) => require('internal/embedding').importFrom(specifier, folder),
  'main': (file, args) => require('internal/embedding').runMain(file, args),
  'beforeExit': () => require('internal/embedding').beforeExit(),
  release,
  weaken,
  'restore': () => new List(restore()),
  'unknown': (numbers) => new List(unknown(numbers)),
  'settle': (job, failed, value) => settle(job, failed, failed ? pythonError(value) : value),
};

module.exports = { asObject, verbs };
