'use strict';

// What V8 asks about the global object of a context that has a sandbox (engine/v8/vm/interceptors.py). Each function gets the sandbox and a
// key; where it returns undefined, V8 goes on with the global object itself. As Node's, they write to both.

const {
  ArrayPrototypePush, ErrorCaptureStackTrace, Number, ObjectGetPrototypeOf, ReflectDefineProperty, ReflectDeleteProperty,
  ReflectGetOwnPropertyDescriptor, ReflectOwnKeys, ReflectSet, RegExpPrototypeExec, String, StringPrototypeSlice, StringPrototypeStartsWith,
} = primordials;

const { types: { isProxy } } = require('internal/engine');
const { contextOf } = require('internal/vm/contexts');
const { actions: { CODE_AT }, native } = require('internal/vm/native');

// V8's PropertyAttribute, and the bits of its PropertyDescriptor and of what that has.
const READ_ONLY = 1, DONT_ENUM = 2, DONT_DELETE = 4;
const ENUMERABLE = 1, HAS_ENUMERABLE = 2, CONFIGURABLE = 4, HAS_CONFIGURABLE = 8, WRITABLE = 16, HAS_WRITABLE = 32;
const { Field: { VALUE, GET, SET } } = binding('vm');

const LAST_INDEX = 2 ** 32 - 2;

// One byte. While it is 1, V8 asks no handler.
let bypass;

function start(byte) {
  bypass = byte;
}

// How the global object itself describes a property of its own.
function findReal(sandbox, key) {
  const { global } = contextOf(sandbox);
  bypass[0] = 1;
  const found = ReflectGetOwnPropertyDescriptor(global, key);
  bypass[0] = 0;
  return found;
}

const unknown = { __proto__: null, writable: true };

// How a property that the sandbox has or inherits is described; undefined where there is none. V8 believes that a Proxy has all.
function find(sandbox, key) {
  for (let object = sandbox; object !== null; object = ObjectGetPrototypeOf(object)) {
    const found = ReflectGetOwnPropertyDescriptor(object, key);
    if (found !== undefined) return found;
    if (isProxy(object)) return unknown;
  }
  return undefined;
}

function set(sandbox, key, value) {
  const found = find(sandbox, key);
  if (found === undefined) {
    const real = findReal(sandbox, key);
    if (real === undefined ? typeof key === 'symbol' : real.writable === false) return undefined;
    ReflectSet(sandbox, key, value);
    return undefined;
  }
  if (found.writable === false) return undefined;
  ReflectSet(sandbox, key, value);
  const after = isProxy(sandbox) ? ReflectGetOwnPropertyDescriptor(sandbox, key) : found;
  return after !== undefined && after.writable === undefined ? true : undefined;
}

const assignment = /^(?:[-+*/%&|^?<>]*=(?!=)|\+\+|--)/;

// Whether the code of the context that V8 is running assigns to the name: the place is an operator, or a name in a pattern.
function isAssigned(key) {
  const here = {};
  ErrorCaptureStackTrace(here, query);
  const code = native('contexts')(CODE_AT, here);
  if (code === undefined) return false;
  if (RegExpPrototypeExec(assignment, code) !== null) return true;
  const name = StringPrototypeStartsWith(code, '...') ? StringPrototypeSlice(code, 3) : code;
  return typeof key === 'string' && StringPrototypeStartsWith(name, key) &&
    RegExpPrototypeExec(/^[\p{ID_Continue}$(]/u, StringPrototypeSlice(name, key.length)) === null;
}

// For an assignment in strict code V8 asks this first, and calls `set` only for what is there: a Proxy may take every name. For `in` and
// the like a Proxy has nothing, because V8 does not ask its traps.
function query(sandbox, key) {
  const isTrapped = isProxy(sandbox);
  const found = (isTrapped ? undefined : ReflectGetOwnPropertyDescriptor(sandbox, key)) ?? findReal(sandbox, key);
  if (found === undefined) return isTrapped && isAssigned(key) ? 0 : undefined;
  return (found.writable === false ? READ_ONLY : 0) | (found.enumerable ? 0 : DONT_ENUM) | (found.configurable ? 0 : DONT_DELETE);
}

// What the sandbox keeps, the global object keeps, too.
function remove(sandbox, key) {
  return ReflectDeleteProperty(sandbox, key) ? undefined : false;
}

function define(sandbox, key, flags, has, value, get, set) {
  const real = findReal(sandbox, key);
  if (real?.writable === false && !real.configurable) return undefined;
  const descriptor = { __proto__: null };
  if (has & (GET | SET)) {
    descriptor.get = has & GET ? get : undefined;
    descriptor.set = has & SET ? set : undefined;
  } else {
    descriptor.value = has & VALUE ? value : undefined;
    if (flags & HAS_WRITABLE) descriptor.writable = (flags & WRITABLE) !== 0;
  }
  if (flags & HAS_ENUMERABLE) descriptor.enumerable = (flags & ENUMERABLE) !== 0;
  if (flags & HAS_CONFIGURABLE) descriptor.configurable = (flags & CONFIGURABLE) !== 0;
  ReflectDefineProperty(sandbox, key, descriptor);
  return undefined;
}

function describe(sandbox, key) {
  // V8 asks whether there is one before it asks for it, and a Proxy hears both.
  if (isProxy(sandbox) && ReflectGetOwnPropertyDescriptor(sandbox, key) === undefined) return undefined;
  return ReflectGetOwnPropertyDescriptor(sandbox, key);
}

function indexOf(key) {
  if (typeof key !== 'string') return undefined;
  const index = Number(key) >>> 0;
  return index <= LAST_INDEX && String(index) === key ? index : undefined;
}

// The sandbox's own keys: either those that are indices of arrays, as numbers, or all others.
function enumerate(sandbox, indices) {
  const keys = ReflectOwnKeys(sandbox);
  const chosen = [];
  for (let i = 0; i < keys.length; i++) {
    const index = indexOf(keys[i]);
    if (indices === 1 && index !== undefined) ArrayPrototypePush(chosen, index);
    else if (indices === 0 && index === undefined) ArrayPrototypePush(chosen, keys[i]);
  }
  return chosen;
}

module.exports = { start, set, query, remove, define, describe, enumerate };
