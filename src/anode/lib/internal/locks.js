'use strict';

// The Web Locks API: navigator.locks. A lock is held while the promise of its callback is pending. Further requests for it wait in line.
// Each isolate has its own locks: they are not shared with other threads.

const {
  ArrayPrototypePush, ArrayPrototypeShift, ArrayPrototypeSplice, ArrayPrototypeIndexOf, ObjectDefineProperties,
  PromisePrototypeThen, PromiseReject, PromiseResolve, PromiseWithResolvers, SafeMap, String, StringPrototypeStartsWith, Symbol,
  SymbolToStringTag,
} = primordials;
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS } } = require('internal/errors');
const { kEmptyObject, kEnumerableProperty } = require('internal/util/frozen');
const { validateFunction } = require('internal/validators');

const kName = Symbol('kName');
const kMode = Symbol('kMode');
const kMake = Symbol('make');

function domException(message, name) {
  const { DOMException } = require('internal/per_context/domexception');
  return new DOMException(message, name);
}

class Lock {
  constructor(key, name, mode) {
    if (key !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kName] = name;
    this[kMode] = mode;
  }

  get name() { return this[kName]; }
  get mode() { return this[kMode]; }
}

ObjectDefineProperties(Lock.prototype, {
  name: kEnumerableProperty,
  mode: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, value: 'Lock', configurable: true },
});

// name -> { held: [entry], waiting: [entry] }, in the order of the requests.
const names = new SafeMap();

function lineOf(name) {
  let line = names.get(name);
  if (line === undefined) names.set(name, line = { held: [], waiting: [] });
  return line;
}

const fits = ({ held }, mode) => held.length === 0 || (mode === 'shared' && held[0].mode === 'shared');

function remove(list, entry) {
  const index = ArrayPrototypeIndexOf(list, entry);
  if (index !== -1) ArrayPrototypeSplice(list, index, 1);
}

function call(callback, lock) {
  try {
    return PromiseResolve(callback(lock));
  } catch (error) {
    return PromiseReject(error);
  }
}

function grant(line, entry) {
  ArrayPrototypePush(line.held, entry);
  entry.signal?.removeEventListener('abort', entry.onabort);
  const release = (settle) => (value) => {
    remove(line.held, entry);
    settle(value);
    serve(line);
    if (line.held.length === 0 && line.waiting.length === 0) names.delete(entry.name);
  };
  PromisePrototypeThen(call(entry.callback, new Lock(kMake, entry.name, entry.mode)), release(entry.resolve), release(entry.reject));
}

function serve(line) {
  while (line.waiting.length > 0 && fits(line, line.waiting[0].mode)) grant(line, ArrayPrototypeShift(line.waiting));
}

// The options, checked as Web IDL does.
function optionsOf({ mode = 'exclusive', ifAvailable = false, steal = false, signal }) {
  mode = `${mode}`;
  if (mode !== 'exclusive' && mode !== 'shared') {
    const error = new ERR_INVALID_ARG_VALUE('mode', mode);
    error.message = `mode '${mode}' is not a valid enum value of type LockMode.`;
    throw error;
  }
  if (signal !== undefined && (signal === null || typeof signal !== 'object')) {
    const error = new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
    error.message = 'signal is not an object.';
    throw error;
  }
  return { mode, ifAvailable: !!ifAvailable, steal: !!steal, signal };
}

function checkTogether(name, { mode, ifAvailable, steal, signal }) {
  if (StringPrototypeStartsWith(name, '-')) return 'Lock name may not start with hyphen';
  if (ifAvailable && steal) return 'ifAvailable and steal are mutually exclusive';
  if (mode !== 'exclusive' && steal) return `mode: "${mode}" and steal are mutually exclusive`;
  if (signal !== undefined && (steal || ifAvailable)) return 'signal cannot be used with steal or ifAvailable';
  return undefined;
}

const client = () => `node-${process.pid}-${require('worker_threads').threadId}`;

function snapshot(list, into) {
  for (let i = 0; i < list.length; i++) ArrayPrototypePush(into, { name: list[i].name, mode: list[i].mode, clientId: client() });
}

class LockManager {
  constructor(key = undefined) {
    if (key !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  async request(name, options, callback = undefined) {
    if (!(this instanceof LockManager)) throw new ERR_INVALID_THIS('LockManager');
    if (callback === undefined) {
      callback = options;
      options = kEmptyObject;
    }
    name = String(name);
    validateFunction(callback, 'callback');
    const { mode, ifAvailable, steal, signal } = options = optionsOf(options ?? kEmptyObject);
    const wrong = checkTogether(name, options);
    if (wrong !== undefined) throw domException(wrong, 'NotSupportedError');
    signal?.throwIfAborted();
    const line = lineOf(name);
    const { promise, resolve, reject } = PromiseWithResolvers();
    const entry = { name, mode, callback, resolve, reject, signal, onabort: undefined };
    if (steal) {
      const robbed = line.held;
      line.held = [];
      for (let i = 0; i < robbed.length; i++) robbed[i].reject(domException('The operation was aborted', 'AbortError'));
      grant(line, entry);
    } else if (fits(line, mode) && line.waiting.length === 0) {
      grant(line, entry);
    } else if (ifAvailable) {
      return callback(null);
    } else {
      ArrayPrototypePush(line.waiting, entry);
      if (signal !== undefined) {
        entry.onabort = () => {
          remove(line.waiting, entry);
          reject(signal.reason);
          serve(line);
        };
        signal.addEventListener('abort', entry.onabort, { __proto__: null, once: true });
      }
    }
    return promise;
  }

  async query() {
    if (!(this instanceof LockManager)) throw new ERR_INVALID_THIS('LockManager');
    const held = [];
    const pending = [];
    names.forEach((line) => {
      snapshot(line.held, held);
      snapshot(line.waiting, pending);
    });
    return { held, pending };
  }
}

ObjectDefineProperties(LockManager.prototype, {
  request: kEnumerableProperty,
  query: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, value: 'LockManager', configurable: true },
});

module.exports = { locks: new LockManager(kMake) };
