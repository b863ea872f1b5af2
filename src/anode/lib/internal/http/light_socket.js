'use strict';

// The net.Socket of a connection that is Python's, for those who ask: `req.socket`. Addresses, 'close' and destroy() need no more. Whoever
// wants to read, write, pause, time it, or look at its parser gets the real thing: the connection leaves bindings/http/connection.py, the same object goes
// on over an ordinary stream, and internal/http/socket_server.js serves it from then on.

const {
  ArrayPrototypePush, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor, ObjectGetPrototypeOf, ObjectSetPrototypeOf, ReflectApply, SafeArrayIterator, Symbol,
} = primordials;

const { Socket, initHandle, kServer } = require('internal/net/socket');
const { http, flush, connections } = require('internal/http/connection');
const { emitClose } = require('internal/http/response');
const { kLight } = require('internal/http/socket_server');
const { setImmediate } = require('timers');

class ConnectionHandle {
  constructor(connection) {
    this.connection = connection;
    this.id = 0;
    this.reading = true;
    this.bytesRead = 0;
    this.bytesWritten = 0;
    this.pendingWrites = [];
    this.known = undefined;
  }

  readStart() {}
  readStop() {}

  shutdown(callback) {
    this.connection.send('', 2);
    flush();
    callback(null);
  }

  close(callback) {
    const { connection } = this;
    flush();
    if (!connection.gone) http.destroy(connection.id);
    process.nextTick(() => callback?.());
  }

  reset(callback) { this.close(callback); }
  ref() {}
  unref() {}
  hasRef() { return true; }
  getAsyncId() { return 0; }

  #addresses() {
    this.known ??= http.addresses(this.connection.id);
    return this.known ?? [{}, {}];
  }

  getsockname() { return this.#addresses()[0]; }
  getpeername() { return this.#addresses()[1]; }
  setNoDelay() {}
  setKeepAlive() {}
}

// What stands before the prototype of a socket while its connection is Python's.

const wantsMore = { __proto__: null, data: true, readable: true, end: true, drain: true, timeout: true, pause: true, resume: true };
const LISTENING = ['on', 'addListener', 'once', 'prependListener', 'prependOnceListener'];
const METHODS = [
  'pause', 'resume', 'read', 'pipe', 'unpipe', 'unshift', 'push', 'write', 'end', 'cork', 'uncork', 'setEncoding', 'setTimeout', 'setNoDelay', 'setKeepAlive',
  'ref', 'unref', 'destroySoon', 'resetAndDestroy', 'listenerCount', 'listeners', 'rawListeners', 'eventNames', 'emit',
];
const PROPERTIES = ['parser', 'bytesRead', 'writableLength', 'writableCorked', 'readableFlowing'];
const kPlain = Symbol('plain');  // the prototype behind it

function lightOf(prototype) {
  const light = { __proto__: prototype };
  light[kLight] = true;
  light[kPlain] = prototype;
  for (const name of new SafeArrayIterator(LISTENING)) trapListening(light, name, prototype[name]);
  for (const name of new SafeArrayIterator(METHODS)) trapMethod(light, name, prototype[name]);
  for (const name of new SafeArrayIterator(PROPERTIES)) trapProperty(light, name, getterOf(prototype, name));
  const getter = (name, get) => ObjectDefineProperty(light, name, { __proto__: null, configurable: true, get });
  getter('writableEnded', function() { return this._httpConnection.ended || this._writableState.ending; });
  getter('bytesWritten', function() { return this._httpConnection.written; });
  getter('_httpMessage', function() { return this._httpConnection.outgoing; });
  return light;
}

function trapListening(light, name, plain) {
  light[name] = function(event, listener) {
    if (wantsMore[event] && this[kLight] && !this.destroyed) takeOver(this._httpConnection);
    return ReflectApply(plain, this, [event, listener]);
  };
}

function trapMethod(light, name, plain) {
  const method = function(...args) {
    if (!this[kLight] || this.destroyed || args[0] === 'close' || args[0] === 'error') return ReflectApply(plain, this, args);
    takeOver(this._httpConnection);
    return ReflectApply(this[name], this, args);
  };
  ObjectDefineProperty(light, name, {
    __proto__: null, configurable: true,
    get() { return method; },
    // Whoever puts a method of their own there wants it called.
    set(value) {
      takeOver(this._httpConnection);
      this[name] = value;
    },
  });
}

function trapProperty(light, name, plain) {
  ObjectDefineProperty(light, name, {
    __proto__: null, configurable: true,
    get() {
      if (this.destroyed || this._httpConnection === undefined) return ReflectApply(plain, this, []);
      takeOver(this._httpConnection);
      return this[name];
    },
    set(value) {
      if (this._httpConnection === undefined) return;
      takeOver(this._httpConnection);
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

let light;

function socketOnError(error) {
  if (!this.server.emit('clientError', error, this)) this.destroy(error);
}

// What hears that the socket has closed: the server, and the answer under way.
function onClose() {
  if (this._httpConnection !== undefined) require('internal/http/light_server').abort(this._httpConnection);
}

function onAnswerClose() {
  if (this._httpMessage) emitClose(this._httpMessage);
}

function makeSocket(connection) {
  const handle = new ConnectionHandle(connection);
  const socket = new Socket({ handle, readable: true, writable: true, manualStart: true, allowHalfOpen: true });
  handle.getsockname();  // while the connection is open: later nobody knows
  socket.server = connection.server;
  socket._server = connection.server;
  socket._httpConnection = connection;
  socket.on('error', socketOnError);
  socket.on('close', onClose);
  socket.on('close', onAnswerClose);
  ObjectSetPrototypeOf(socket, light ??= lightOf(Socket.prototype));
  return socket;
}

// The connection stops being Python's. Undefined if it has closed already.
function takeOver(connection) {
  const socket = connection.getSocket();
  if (!socket[kLight]) return socket;
  ObjectSetPrototypeOf(socket, socket[kPlain]);
  socket.removeListener('error', socketOnError);
  socket.removeListener('close', onClose);
  socket.removeListener('close', onAnswerClose);
  flush();
  const given = connection.gone ? null : http.become_stream(connection.id);
  connection.gone = true;
  if (given === null) {
    socket.destroy();
    return undefined;
  }
  const { 0: stream, 1: parser, 2: isWriting } = given;
  if (stream === 0) {
    takeBack(connection, socket, given);
    return socket;
  }
  const { StreamHandle } = require('internal/stream_handle');
  const handle = new StreamHandle(stream, 'TCPWRAP');
  handle.bytesWritten = connection.written;
  if (isWriting) ArrayPrototypePush(handle.pendingWrites, undefined);
  socket._handle = handle;
  initHandle(socket);
  const { server } = connection;
  socket[kServer] = server;
  server._connections++;
  server._othersChanged();
  socket._httpConnection = undefined;
  serveOn(connection, socket, parser);
  return socket;
}

// A socket that has a handle of its own goes on with it.
function takeBack(connection, socket, { 1: parser, 2: writes, 3: bytesRead, 4: isPaused }) {
  const handle = socket._handle;
  for (let i = 0; i < writes; i++) ArrayPrototypePush(handle.pendingWrites, undefined);
  handle.bytesWritten += connection.written;
  handle.bytesRead += bytesRead;
  handle.beforeClose = undefined;
  initHandle(socket);
  // The socket has been waiting for bytes since its handshake, and would not ask again.
  handle.reading = !isPaused;
  handle.readStart();
  socket._httpConnection = undefined;
  serveOn(connection, socket, parser);
}

// Requests and answers under way go on over the socket.
function serveOn(connection, socket, parser) {
  const { attach, adopt } = require('internal/http/socket_server');
  const { incoming, outgoing, waiting, current, server } = connection;
  const state = attach(server, socket, parser === 0 ? undefined : { id: parser, inMessage: incoming !== null });
  state.requests = connection.requests;
  connection.state = state;
  const responses = outgoing === null ? [] : [outgoing];
  if (waiting !== null) for (let i = 0; i < waiting.length; i++) ArrayPrototypePush(responses, waiting[i]);
  if (incoming === null && (current === null || current.complete)) state.begun = Infinity;
  for (let i = 0; i < responses.length; i++) {
    const response = responses[i];
    const request = response.req;
    request.socket = socket;
    request._connection = null;
    response._connection = null;
    ArrayPrototypePush(state.incoming, request);
    adopt(state, request, response);
    // One that was whole before its turn came tells so after its last part.
    if (response.finished) ArrayPrototypePush(response.outputData, { data: '', encoding: 'latin1', callback: () => response.emit('finish') });
  }
  if (current !== null && (responses.length > 0 || !current.closed)) {
    const { parser: reader } = socket;
    reader.incoming = incoming ?? current;
    const forget = () => { if (reader.incoming === current) reader.incoming = null; };
    if (responses.length === 0 && current.readableEnded) process.nextTick(forget);
    else if (responses.length === 0) current.on('end', forget);
  }
  if (connection.paused) socket.pause();
  connection.outgoing = null;
  connection.waiting = null;
  // What Python has parsed already is still on its way, under the connection's number.
  setImmediate(() => connections.delete(connection.id));
}

module.exports = { lightOf, makeSocket, socketOnError, takeOver };
