'use strict';

// An uncaught exception as data for another thread: an error keeps its class among the language's own, its properties and its stack. A
// value that cannot be cloned becomes its inspected text.

const {
  Error, EvalError, ObjectCreate, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor, ObjectGetOwnPropertyNames,
  ObjectGetPrototypeOf, ObjectKeys, ObjectPrototypeToString, RangeError, ReferenceError, SafeSet, SyntaxError, TypeError, URIError,
} = primordials;

const { types: { isNativeError } } = require('internal/engine');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');

const classes = { __proto__: null, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

function isError(value) {
  return isNativeError(value) || ObjectPrototypeToString(value) === '[object Error]';
}

// The nearest class it descends from that another thread has too.
function classOf(error) {
  let prototype = error;
  while (prototype !== null) {
    const constructor = ObjectGetOwnPropertyDescriptor(prototype, 'constructor')?.value;
    if (typeof constructor === 'function' && constructor.prototype === prototype && classes[constructor.name] !== undefined) {
      return constructor.name;
    }
    prototype = ObjectGetPrototypeOf(prototype);
  }
  return 'Error';
}

function propertiesOf(error, seen) {
  const found = ObjectCreate(null);
  const names = ObjectGetOwnPropertyNames(error);
  const add = (name, enumerable) => {
    let value;
    try {
      value = error[name];
    } catch {
      return;
    }
    if (typeof value === 'function') return;
    try {
      found[name] = { value: describe(value, seen), enumerable };
    } catch {
      // This property cannot be kept.
    }
  };
  for (let i = 0; i < names.length; i++) add(names[i], ObjectGetOwnPropertyDescriptor(error, names[i]).enumerable);
  for (const name of ['name', 'message', 'code']) {
    if (found[name] === undefined && error[name] !== undefined) add(name, false);
  }
  return found;
}

function describe(error, seen) {
  const isObject = typeof error === 'object' && error !== null;
  try {
    if (isObject && isError(error)) {
      if (seen.has(error)) return { kind: 'circular' };
      seen.add(error);
      try {
        return { kind: 'error', class: classOf(error), properties: propertiesOf(error, seen) };
      } finally {
        seen.delete(error);
      }
    }
  } catch {
    // A getter or a proxy threw.
  }
  const { inspect } = require('internal/util/inspect');
  try {
    if (isObject && typeof error[customInspectSymbol] === 'function') return { kind: 'inspected', text: inspect(error) };
  } catch {
    // As above.
  }
  if (typeof error === 'symbol') return { kind: 'symbol', text: inspect(error) };
  if (typeof error !== 'function') {
    try {
      const { serialize } = require('internal/worker/clone');
      const { bytes, ports, references } = serialize(error);
      if (ports.length === 0 && references.length === 0) return { kind: 'value', bytes };
    } catch {
      // It cannot be cloned.
    }
  }
  return { kind: 'text', text: inspect(error) };
}

function restore(data) {
  switch (data.kind) {
    case 'error': {
      const made = revive(data.class);
      const { properties } = data;
      const names = ObjectKeys(properties);
      for (let i = 0; i < names.length; i++) {
        const { value, enumerable } = properties[names[i]];
        const described = value.kind === 'circular' ? made : restore(value);
        ObjectDefineProperty(made, names[i], { __proto__: null, value: described, enumerable, writable: true, configurable: true });
      }
      return made;
    }
    case 'value': return require('internal/worker/clone').deserialize({ bytes: data.bytes, ports: [], references: [] }).value;
    case 'inspected': return { [customInspectSymbol]: () => data.text };
    case 'symbol': return { [customInspectSymbol]: () => data.text };
    default: return data.text;
  }
}

// An error of the class without a stack of its own: it gets the stack of the thrown one.
function revive(name) {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const made = new classes[name]();
  Error.stackTraceLimit = limit;
  const own = ObjectGetOwnPropertyNames(made);
  for (let i = 0; i < own.length; i++) delete made[own[i]];
  return made;
}

module.exports = { describeError: (error) => describe(error, new SafeSet()), restoreError: restore };
