'use strict';

// The classes of node:sqlite are native in Node: their methods are enumerable, their getters belong to each object.

const { ObjectDefineProperty, SymbolDispose } = primordials;

const kMake = {};  // the proof that node:sqlite itself makes an object

const getter = (object, name, get) =>
  ObjectDefineProperty(object, name, { __proto__: null, get, set: undefined, enumerable: true, configurable: false });

function expose(Class, names) {
  for (let i = 0; i < names.length; i++) {
    const value = Class.prototype[names[i]];
    ObjectDefineProperty(value, 'length', { __proto__: null, value: 0, writable: false, enumerable: false, configurable: true });
    ObjectDefineProperty(Class.prototype, names[i], { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  }
}

// [Symbol.dispose](), a function without a name.
function exposeDispose(Class, dispose) {
  const value = { f() { dispose(this); } }.f;
  ObjectDefineProperty(value, 'name', { __proto__: null, value: '', writable: false, enumerable: false, configurable: true });
  ObjectDefineProperty(Class.prototype, SymbolDispose, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

module.exports = { expose, exposeDispose, getter, kMake };
