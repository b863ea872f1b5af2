'use strict';

// `node:inspector`. The engine's inspector cannot be reached: a program that asks for a debugger is told that there is none, and functions
// that need one throw.

const { ObjectDefineProperty, SafeArrayIterator, SymbolToStringTag } = primordials;

const EventEmitter = require('events');
const {
  codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INSPECTOR_NOT_ACTIVE, ERR_INSPECTOR_NOT_CONNECTED, ERR_INSPECTOR_NOT_WORKER },
} = require('internal/errors');
const { validateFunction, validateObject, validateString } = require('internal/validators');

class Session extends EventEmitter {
  connect() {
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('inspector.Session');
  }

  connectToMainThread() {
    if (require('worker_threads').isMainThread) throw new ERR_INSPECTOR_NOT_WORKER();
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('inspector.Session');
  }

  post(method, params, callback) {
    validateString(method, 'method');
    if (!callback && typeof params === 'function') {
      callback = params;
      params = null;
    }
    if (params) validateObject(params, 'params');
    if (callback) validateFunction(callback, 'callback');
    throw new ERR_INSPECTOR_NOT_CONNECTED();
  }

  disconnect() {}
}

function open() {
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('inspector.open()');
}

function waitForDebugger() {
  throw new ERR_INSPECTOR_NOT_ACTIVE();
}

// Functions that send events to a debugger. There is none, so they check their arguments only.
function broadcasts(names) {
  const functions = {};
  for (let i = 0; i < names.length; i++) {
    functions[names[i]] = { [names[i]](params) { if (params !== undefined) validateObject(params, 'params'); } }[names[i]];
  }
  return functions;
}

const named = (fn, name) => ObjectDefineProperty(fn, 'name', { __proto__: null, value: name, configurable: true });
// The console of the inspector writes to a debugger alone. There is none, so it writes nothing.
const quiet = () => () => {};
const console = {};
for (const name of new SafeArrayIterator([
  'debug', 'error', 'info', 'log', 'warn', 'dir', 'dirxml', 'table', 'trace', 'group', 'groupCollapsed', 'groupEnd', 'clear', 'count',
  'countReset', 'assert', 'profile', 'profileEnd', 'time', 'timeLog', 'timeEnd', 'timeStamp', 'context',
])) {
  console[name] = named(quiet(), name);
}
ObjectDefineProperty(console, SymbolToStringTag, { __proto__: null, value: 'console', configurable: true });

module.exports = {
  open: named(open, 'inspectorOpen'),
  close: named(function close() {}, '_debugEnd'),
  url: function url() {},
  waitForDebugger: named(waitForDebugger, 'inspectorWaitForDebugger'),
  console,
  Session,
  Network: broadcasts([
    'requestWillBeSent', 'responseReceived', 'loadingFinished', 'loadingFailed', 'dataSent', 'dataReceived', 'webSocketCreated',
    'webSocketClosed', 'webSocketHandshakeResponseReceived',
  ]),
  NetworkResources: broadcasts(['put']),
  DOMStorage: broadcasts(
    ['domStorageItemAdded', 'domStorageItemRemoved', 'domStorageItemUpdated', 'domStorageItemsCleared', 'registerStorage']),
};
