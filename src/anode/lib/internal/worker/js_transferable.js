'use strict';

// Objects of ours that structuredClone() and postMessage() can take along. Such an object has
//   [kClone]() or [kTransfer]() → { data, deserializeInfo: 'module:Constructor' }
//   [kTransferList]() → the objects to transfer with it
//   [kDeserialize](data), called on a fresh object at the other end.

const { ObjectDefineProperty, ObjectGetPrototypeOf, SafeWeakMap, SafeWeakSet, Symbol } = primordials;

const kClone = Symbol('messaging_clone_symbol');
const kDeserialize = Symbol('messaging_deserialize_symbol');
const kTransfer = Symbol('messaging_transfer_symbol');
const kMode = Symbol('kMode');
const kTransferList = Symbol('messaging_transfer_list_symbol');

const modes = new SafeWeakMap();
const referenced = new SafeWeakSet();

const { hostObjectBrand } = require('internal/engine');

// The engine calls this property of an object to write it.
let write;
function writeHostObject() {
  write ??= require('internal/worker/clone').writeHostObject;
  return write(this);
}

function brand(prototype) {
  if (hostObjectBrand in prototype) return;
  ObjectDefineProperty(prototype, hostObjectBrand, {
    __proto__: null, value: writeHostObject, enumerable: false, configurable: true, writable: true,
  });
}

function markTransferMode(object, cloneable, transferable) {
  if ((typeof object !== 'object' && typeof object !== 'function') || object === null) return;
  modes.set(object, { __proto__: null, cloneable, transferable });
  brand(ObjectGetPrototypeOf(object));
}

/** The same for every object of a class. */
function markClass(prototype, cloneable, transferable) {
  ObjectDefineProperty(prototype, kMode, {
    __proto__: null, value: { __proto__: null, cloneable, transferable }, enumerable: false, configurable: true,
  });
  brand(prototype);
}

/** Immutable data of ours that both sides of a clone may share. */
function markReference(object) {
  referenced.add(object);
  brand(ObjectGetPrototypeOf(object));
}

/** { cloneable, transferable } of an object that was marked, or undefined. */
function getTransferMode(object) {
  return modes.get(object) ?? object[kMode];
}

module.exports = {
  brand, getTransferMode, isReference: (object) => referenced.has(object), kClone, kDeserialize, kTransfer, kTransferList,
  markClass, markReference, markTransferMode,
};
