'use strict';

// The net.Socket of a direct connection, for programs that ask for one (`request.socket`). It knows addresses, 'close' and destroy().
//
// Its own prototype is behind one with traps. A method or property that needs the bytes (to read, write, pause or time them) is a trap:
// it makes the connection a stream, takes the traps away, and goes on with the same call on the same object.

const {
  ObjectDefineProperty, ObjectGetOwnPropertyDescriptor, ObjectGetPrototypeOf, ObjectSetPrototypeOf, ReflectApply, SafeArrayIterator,
  Symbol,
} = primordials;

const { Socket } = require('internal/net/socket');
const { kConnection } = require('internal/http/server/connection');
const { emitClose } = require('internal/http/server/response');
const { flush } = require('internal/http/server/response_queue');

const http = binding('http/server');
const { Part: { CLOSE } } = binding('http/server');

// ---- the handle ----

class DirectHandle {
  constructor(connection) {
    this.connection = connection;
    this.id = 0;
    this.reading = true;
    this.bytesRead = 0;
    this.bytesWritten = 0;
    this.pendingWrites = [];
    this.addresses = http.addresses(connection.id) ?? [{}, {}];  // while the connection is open: later they cannot be known
  }

  readStart() {}
  readStop() {}

  shutdown(callback) {
    this.connection.write('', CLOSE);
    flush();
    callback(null);
  }

  close(callback) {
    const { connection } = this;
    connection.dropCorked();
    flush();
    if (!connection.gone) http.destroy(connection.id);
    process.nextTick(() => callback?.());
  }

  reset(callback) { this.close(callback); }
  ref() {}
  unref() {}
  hasRef() { return true; }
  getAsyncId() { return 0; }
  getsockname() { return this.addresses[0]; }
  getpeername() { return this.addresses[1]; }
  setNoDelay() {}
  setKeepAlive() {}
}

// ---- the traps ----

const LISTENING = ['on', 'addListener', 'once', 'prependListener', 'prependOnceListener'];
const EVENTS = { __proto__: null, data: true, readable: true, end: true, drain: true, timeout: true, pause: true, resume: true };
const METHODS = [
  'pause', 'resume', 'read', 'pipe', 'unpipe', 'unshift', 'push', 'write', 'end', 'cork', 'uncork', 'setEncoding', 'setTimeout',
  'setNoDelay', 'setKeepAlive', 'ref', 'unref', 'destroySoon', 'resetAndDestroy', 'listenerCount', 'listeners', 'rawListeners',
  'eventNames', 'emit',
];
const PROPERTIES = ['parser', 'bytesRead', 'writableLength', 'writableCorked', 'readableFlowing'];

const kTrapped = Symbol('trapped');      // true while the traps are there
const kPrototype = Symbol('prototype');  // the socket's own prototype

// A prototype with traps before `prototype`.
function withTraps(prototype) {
  const traps = { __proto__: prototype };
  traps[kTrapped] = true;
  traps[kPrototype] = prototype;
  for (const name of new SafeArrayIterator(LISTENING)) trapListening(traps, name, prototype[name]);
  for (const name of new SafeArrayIterator(METHODS)) trapMethod(traps, name, prototype[name]);
  for (const name of new SafeArrayIterator(PROPERTIES)) trapProperty(traps, name, getterOf(prototype, name));
  const getter = (name, get) => ObjectDefineProperty(traps, name, { __proto__: null, configurable: true, get });
  getter('writableEnded', function() { return this[kConnection].ended || this._writableState.ending; });
  getter('bytesWritten', function() { return this[kConnection].written; });
  getter('_httpMessage', function() { return this[kConnection].outgoing; });
  return traps;
}

function trapListening(traps, name, own) {
  traps[name] = function(event, listener) {
    if (EVENTS[event] && this[kTrapped] && !this.destroyed) this[kConnection].becomeStream();
    return ReflectApply(own, this, [event, listener]);
  };
}

function trapMethod(traps, name, own) {
  const method = function(...args) {
    if (!this[kTrapped] || this.destroyed || args[0] === 'close' || args[0] === 'error') return ReflectApply(own, this, args);
    this[kConnection].becomeStream();
    return ReflectApply(this[name], this, args);
  };
  ObjectDefineProperty(traps, name, {
    __proto__: null, configurable: true,
    get() { return method; },
    // A program that replaces the method wants its own called.
    set(value) {
      this[kConnection].becomeStream();
      this[name] = value;
    },
  });
}

function trapProperty(traps, name, own) {
  ObjectDefineProperty(traps, name, {
    __proto__: null, configurable: true,
    get() {
      if (this.destroyed || this[kConnection] === undefined) return ReflectApply(own, this, []);
      this[kConnection].becomeStream();
      return this[name];
    },
    set(value) {
      if (this[kConnection] === undefined) return;
      this[kConnection].becomeStream();
      this[name] = value;
    },
  });
}

const none = () => undefined;
function getterOf(prototype, name) {
  for (let proto = prototype; proto !== null; proto = ObjectGetPrototypeOf(proto)) {
    const found = ObjectGetOwnPropertyDescriptor(proto, name);
    if (found !== undefined) return found.get ?? none;
  }
  return none;
}

// ---- the socket ----

function onError(error) {
  if (!this.server.emit('clientError', error, this)) this.destroy(error);
}

// `this` may be anything: programs find the listener and call it.
function onClose() {
  this[kConnection]?.abort();
}

// The second listener that Node has for 'close': programs tell by their number whether a socket is Node's.
function onResponseClose() {
  if (this._httpMessage) emitClose(this._httpMessage);
}

let traps;

function makeSocket(connection) {
  const handle = new DirectHandle(connection);
  const socket = new Socket({ handle, readable: true, writable: true, manualStart: true, allowHalfOpen: true });
  socket.server = connection.server;
  socket._server = connection.server;
  socket[kConnection] = connection;
  socket.on('error', onError);
  socket.on('close', onClose);
  socket.on('close', onResponseClose);
  ObjectSetPrototypeOf(socket, traps ??= withTraps(Socket.prototype));
  return socket;
}

// The TLSSocket of a direct connection has traps as well, which are made once: see direct_tls.js.
function trap(socket, connection, given) {
  socket[kConnection] = connection;
  socket.on('error', onError);
  ObjectSetPrototypeOf(socket, given);
}

// Takes the traps away; whether there were any.
function untrap(socket) {
  if (!socket[kTrapped]) return false;
  ObjectSetPrototypeOf(socket, socket[kPrototype]);
  socket.removeListener('error', onError);
  socket.removeListener('close', onClose);
  socket.removeListener('close', onResponseClose);
  return true;
}

module.exports = { makeSocket, trap, untrap, withTraps };
