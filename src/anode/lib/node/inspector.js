'use strict';

// `node:inspector`: sessions with V8's inspector in this process, and the server that debuggers connect to.

const {
  JSONParse, JSONStringify, ObjectDefineProperty, SafeMap, StringPrototypeStartsWith, StringPrototypeToLowerCase, SymbolDispose,
} = primordials;

const EventEmitter = require('events');
const {
  codes: {
    ERR_INSPECTOR_ALREADY_ACTIVATED, ERR_INSPECTOR_ALREADY_CONNECTED, ERR_INSPECTOR_CLOSED, ERR_INSPECTOR_COMMAND,
    ERR_INSPECTOR_NOT_ACTIVE, ERR_INSPECTOR_NOT_AVAILABLE, ERR_INSPECTOR_NOT_CONNECTED, ERR_INSPECTOR_NOT_WORKER,
  },
} = require('internal/errors');
const { kEmptyObject } = require('internal/util/frozen');
const { validateFunction, validateInt32, validateObject, validateString } = require('internal/validators');
const { isAvailable } = require('internal/inspector/native');

if (!isAvailable()) throw new ERR_INSPECTOR_NOT_AVAILABLE();

const ops = binding('inspector');
const isUint32 = (value) => value === (value >>> 0);
const agent = () => require('internal/inspector/agent');

class Session extends EventEmitter {
  #number = 0;
  #nextId = 1;
  #callbacks = new SafeMap();

  connect() {
    this.#checkUnconnected();
    ops.allowed();
    this.#number = agent().connect((text) => this.#onMessage(text));
  }

  connectToMainThread() {
    if (require('worker_threads').isMainThread) throw new ERR_INSPECTOR_NOT_WORKER();
    this.#checkUnconnected();
    ops.allowed();
    const { queueMicrotask } = require('internal/process/task_queues');
    this.#number = agent().connectToMainThread((text) => queueMicrotask(() => this.#onMessage(text)));
  }

  #checkUnconnected() {
    if (this.#number !== 0) throw new ERR_INSPECTOR_ALREADY_CONNECTED('The inspector session');
  }

  #onMessage(text) {
    const message = JSONParse(text);
    try {
      if (message.id) {
        const callback = this.#callbacks.get(message.id);
        this.#callbacks.delete(message.id);
        if (callback === undefined) return;
        if (message.error) callback(new ERR_INSPECTOR_COMMAND(message.error.code, message.error.message));
        else callback(null, message.result);
      } else {
        this.emit(message.method, message);
        this.emit('inspectorNotification', message);
      }
    } catch (error) {
      process.emitWarning(error);
    }
  }

  post(method, params, callback) {
    validateString(method, 'method');
    if (!callback && typeof params === 'function') {
      callback = params;
      params = null;
    }
    if (params) validateObject(params, 'params');
    if (callback) validateFunction(callback, 'callback');
    if (this.#number === 0) throw new ERR_INSPECTOR_NOT_CONNECTED();
    const id = this.#nextId++;
    const message = { id, method };
    if (params) message.params = params;
    if (callback) this.#callbacks.set(id, callback);
    agent().dispatch(this.#number, JSONStringify(message));
  }

  disconnect() {
    if (this.#number === 0) return;
    agent().disconnect(this.#number);
    this.#number = 0;
    for (const callback of this.#callbacks.values()) process.nextTick(callback, new ERR_INSPECTOR_CLOSED());
    this.#callbacks.clear();
    this.#nextId = 1;
  }
}

// ---- the server ----

function isLoopback(host) {
  const lower = StringPrototypeToLowerCase(host);
  return lower === 'localhost' || StringPrototypeStartsWith(lower, '127.') || lower === '[::1]' || lower === '[0:0:0:0:0:0:0:1]';
}

function open(port, host, wait) {
  if (url() !== undefined) throw new ERR_INSPECTOR_ALREADY_ACTIVATED();
  if (isUint32(port)) validateInt32(port, 'port', 0, 65535);
  if (host && !isLoopback(host)) {
    process.emitWarning(
      'Binding the inspector to a public IP with an open port is insecure, as it allows external hosts to connect to the inspector ' +
      'and perform a remote code execution attack. Documentation can be found at https://nodejs.org/api/cli.html#--inspecthostport',
      'SecurityWarning');
  }
  const place = require('internal/inspector/port').current();
  if (isUint32(port)) place.port = port;
  if (typeof host === 'string') place.host = host;
  require('internal/inspector/start').open();
  if (wait) waitForDebugger();
  return { __proto__: null, [SymbolDispose]() { close(); } };
}

const url = () => ops.url() ?? undefined;
const close = () => { ops.close(); };

function waitForDebugger() {
  if (url() === undefined) throw new ERR_INSPECTOR_NOT_ACTIVE();
  agent().waitForDebugger();
}

// ---- events for debuggers ----

// One function for each event of a domain.
function broadcasts(domain, names) {
  const functions = {};
  for (let i = 0; i < names.length; i++) {
    const method = `${domain}.${names[i]}`;
    functions[names[i]] = {
      [names[i]](params = kEmptyObject) {
        validateObject(params, 'params');
        if (domain === 'Network') require('internal/inspector/network_events').tell(names[i], params);
        else agent().tell(method, params);
      },
    }[names[i]];
  }
  return functions;
}

function put(url, data) {
  if (!require('internal/options').getOptionValue('--experimental-inspector-network-resource')) {
    process.emitWarning(
      'The --experimental-inspector-network-resource option is not enabled. Please enable it to use the putNetworkResource function');
    return;
  }
  validateString(url, 'url');
  validateString(data, 'data');
  ops.put_resource(url, data);
}

const named = (fn, name) => ObjectDefineProperty(fn, 'name', { __proto__: null, value: name, configurable: true });

module.exports = {
  open: named(open, 'inspectorOpen'),
  close: named(close, '_debugEnd'),
  url: named(url, 'url'),
  waitForDebugger: named(waitForDebugger, 'inspectorWaitForDebugger'),
  console: require('internal/engine').console,
  Session,
  Network: broadcasts('Network', [
    'requestWillBeSent', 'responseReceived', 'loadingFinished', 'loadingFailed', 'dataSent', 'dataReceived', 'webSocketCreated',
    'webSocketClosed', 'webSocketHandshakeResponseReceived',
  ]),
  NetworkResources: { put },
  DOMStorage: broadcasts('DOMStorage', [
    'domStorageItemAdded', 'domStorageItemRemoved', 'domStorageItemUpdated', 'domStorageItemsCleared', 'registerStorage',
  ]),
};
