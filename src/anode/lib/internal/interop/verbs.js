'use strict';

// The requests that Python makes of JavaScript, by name.

const {
  ArrayPrototypeIncludes, FunctionPrototypeCall, ObjectGetPrototypeOf, ObjectKeys, ObjectPrototype, ReflectApply, ReflectConstruct, ReflectDeleteProperty,
  ReflectGet, ReflectHas, SafeSet, String, SymbolAsyncIterator, SymbolIterator, TypeError,
} = primordials;

const { Copied, List, Pair, release } = require('internal/interop/values');
const { promises, pythonError } = require('internal/interop/python');

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

module.exports = { asObject, verbs };
