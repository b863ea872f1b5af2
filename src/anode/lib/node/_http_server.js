'use strict';

// http.Server. Python listens and reads (bindings/http/listener.py), unless a program wants the sockets itself:
// internal/http/server/connection.js says how a connection is served.

const {
  DateNow, FunctionPrototypeCall, ObjectDefineProperty, ObjectSetPrototypeOf, PromiseWithResolvers, ReflectApply, SafeArrayIterator,
  SafeSet, Symbol, SymbolAsyncDispose,
} = primordials;

const net = require('net');
const EventEmitter = require('events');
const { kUniqueHeaders, parseUniqueHeadersOption } = require('_http_outgoing');
const { IncomingMessage } = require('_http_incoming');
const { isLenient, kIncomingMessage } = require('_http_common');
const { STATUS_CODES } = require('internal/http/status');
const { kResponseOptions, kServerResponse, kStreams } = require('internal/http/server/connection');
const { serve } = require('internal/http/server/direct_events');
const { ServerResponse } = require('internal/http/server/response');
const { flush } = require('internal/http/server/response_queue');
const { connectionListener } = require('internal/http/server/stream_connection');
const { StreamHandle } = require('internal/stream_handle');
const { getAsyncContext } = require('internal/engine');
const { getOptionValue } = require('internal/options');
const { setInterval, clearInterval } = require('timers');
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger, validateObject } = require('internal/validators');

const http = binding('http/server');
const { ListenerEvent: { DROPPED }, Setting: { LENIENT, TELL_OPENED } } = binding('http/server');

const SHORT_TIMEOUT = 2000;  // ms
const kConnectionsCheckingInterval = Symbol('http.server.connectionsCheckingInterval');

function storeHTTPOptions(options) {
  this[kIncomingMessage] = options.IncomingMessage || IncomingMessage;
  this[kServerResponse] = options.ServerResponse || ServerResponse;
  const { maxHeaderSize, insecureHTTPParser, requestTimeout, headersTimeout, requireHostHeader, keepAliveTimeout, joinDuplicateHeaders,
          rejectNonStandardBodyWrites, highWaterMark, connectionsCheckingInterval } = options;
  if (maxHeaderSize !== undefined) validateInteger(maxHeaderSize, 'maxHeaderSize', 0);
  this.maxHeaderSize = maxHeaderSize;
  if (insecureHTTPParser !== undefined) validateBoolean(insecureHTTPParser, 'options.insecureHTTPParser');
  this.insecureHTTPParser = insecureHTTPParser;
  if (requestTimeout !== undefined) validateInteger(requestTimeout, 'requestTimeout', 0);
  this.requestTimeout = requestTimeout ?? 300_000;
  if (headersTimeout !== undefined) validateInteger(headersTimeout, 'headersTimeout', 0);
  this.headersTimeout = headersTimeout ?? (this.requestTimeout > 0 && this.requestTimeout < 60_000 ? this.requestTimeout : 60_000);
  if (this.requestTimeout > 0 && this.headersTimeout > 0 && this.headersTimeout > this.requestTimeout) {
    throw new ERR_OUT_OF_RANGE('headersTimeout', '<= requestTimeout', headersTimeout);
  }
  if (keepAliveTimeout !== undefined) validateInteger(keepAliveTimeout, 'keepAliveTimeout', 0);
  this.keepAliveTimeout = keepAliveTimeout ?? 5_000;
  if (connectionsCheckingInterval !== undefined) validateInteger(connectionsCheckingInterval, 'connectionsCheckingInterval', 0);
  this.connectionsCheckingInterval = connectionsCheckingInterval ?? 30_000;
  if (requireHostHeader !== undefined) validateBoolean(requireHostHeader, 'options.requireHostHeader');
  this.requireHostHeader = requireHostHeader ?? true;
  if (joinDuplicateHeaders !== undefined) validateBoolean(joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  this.joinDuplicateHeaders = joinDuplicateHeaders;
  if (rejectNonStandardBodyWrites !== undefined) validateBoolean(rejectNonStandardBodyWrites, 'options.rejectNonStandardBodyWrites');
  this.rejectNonStandardBodyWrites = rejectNonStandardBodyWrites ?? false;
  this[kResponseOptions] = highWaterMark === undefined ? undefined : { highWaterMark };
  if (options.optimizeEmptyRequests !== undefined) validateBoolean(options.optimizeEmptyRequests, 'options.optimizeEmptyRequests');
  this.optimizeEmptyRequests = options.optimizeEmptyRequests || false;
  const { keepAliveTimeoutBuffer, shouldUpgradeCallback } = options;
  if (keepAliveTimeoutBuffer !== undefined) validateInteger(keepAliveTimeoutBuffer, 'keepAliveTimeoutBuffer', 0);
  this.keepAliveTimeoutBuffer = keepAliveTimeoutBuffer ?? 1_000;
  if (shouldUpgradeCallback !== undefined) validateFunction(shouldUpgradeCallback, 'options.shouldUpgradeCallback');
  this.shouldUpgradeCallback = shouldUpgradeCallback ?? function() { return this.listenerCount('upgrade') > 0; };
}

function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    validateObject(options, 'options');
    options = { ...options };
  }
  FunctionPrototypeCall(storeHTTPOptions, this, options);
  FunctionPrototypeCall(net.Server, this, {
    allowHalfOpen: true, noDelay: options.noDelay ?? true, keepAlive: options.keepAlive,
    keepAliveInitialDelay: options.keepAliveInitialDelay, highWaterMark: options.highWaterMark,
  });
  if (requestListener) this.on('request', requestListener);
  this.httpAllowHalfOpen = false;
  this.on('connection', connectionListener);
  this.on('listening', setupConnectionsTracking);
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  this[kStreams] = new SafeSet();
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
  this.on('newListener', onNewListener);
}
ObjectSetPrototypeOf(Server.prototype, net.Server.prototype);
ObjectSetPrototypeOf(Server, net.Server);

// Python tells of new connections only while the program listens for them: each costs a crossing and a socket.
function onNewListener(event) {
  if (event === 'connection') process.nextTick(() => this._configure());
}

Server.prototype._makeHandle = function(target) {
  const id = target.path !== undefined ? http.listen_unix(target.path, target.backlog, target.mode) :
    target.fd !== undefined ? http.listen_fd(target.fd, target.backlog) :
      http.listen(target.host, target.port, target.backlog, target.ipv6Only, target.reusePort);
  const handle = new StreamHandle(id, target.path !== undefined ? 'PIPESERVERWRAP' : 'TCPSERVERWRAP');
  serve(id, this);
  this._frame = getAsyncContext();
  this._httpId = id;
  this._configure(true);
  const event = handle.event;
  handle.event = (kind, a, b) => {
    if (kind === DROPPED) this.emit('drop', b);
    else FunctionPrototypeCall(event, handle, kind, a, b);
  };
  return handle;
};

Server.prototype._configure = function(listens = !!this._handle) {
  if (this._httpId === undefined || !listens) return;
  const keepAlive = this.keepAliveTimeout ? this.keepAliveTimeout + this.keepAliveTimeoutBuffer : 0;
  const maxHeaderSize = this.maxHeaderSize || getOptionValue('--max-http-header-size') || 16384;
  const idle = this.timeout > 0 && !this._needsSocketTimers() ? this.timeout : 0;
  const tellsOpened = this.listenerCount('connection') > 1 || this._needsSocketTimers();
  // These are plain properties: a program may give them any value.
  http.configure(this._httpId, +this.headersTimeout || 0, +this.requestTimeout || 0, +keepAlive || 0, maxHeaderSize | 0,
                 (this.maxConnections ?? -1) | 0, +idle || 0, (tellsOpened ? TELL_OPENED : 0) |
                 (isLenient(this.insecureHTTPParser) ? LENIENT : 0));
};

// Python looks for idle connections several times a second. A shorter timeout needs the timer that a net.Socket has.
Server.prototype._needsSocketTimers = function() {
  return this.timeout > 0 && this.timeout < SHORT_TIMEOUT;
};

Server.prototype._countConnections = function() {
  return this._connections + (this._httpId === undefined ? 0 : http.count(this._httpId));
};

// A direct connection has closed.
Server.prototype._connectionGone = function() {
  if (!this._handle) this._emitCloseIfDrained();
};

// Python counts direct connections, and needs the number of the others for `maxConnections`.
Server.prototype._streamsChanged = function() {
  if (this._handle && this._httpId !== undefined) http.set_streams(this._httpId, this._connections);
};

Server.prototype._emitCloseIfDrained = function() {
  this._streamsChanged();
  if (this._handle || this._closeEmitted || this._countConnections() > 0) return;
  this._closeEmitted = true;
  process.nextTick(() => this.emit('close'));
};

Server.prototype.listen = function(...args) {
  this._closeEmitted = false;
  return ReflectApply(net.Server.prototype.listen, this, args);
};

Server.prototype.close = function(...args) {
  clearInterval(this[kConnectionsCheckingInterval]);
  const open = !!this._handle;
  if (!open) this._closeEmitted = false;
  ReflectApply(net.Server.prototype.close, this, args);
  this.closeIdleConnections();
  return this;
};

// Every `connectionsCheckingInterval`, requests that take too long are refused.
function setupConnectionsTracking() {
  if (this[kConnectionsCheckingInterval]) clearInterval(this[kConnectionsCheckingInterval]);
  this[kConnectionsCheckingInterval] = setInterval(checkConnections, this.connectionsCheckingInterval, this).unref();
}

function checkConnections(server) {
  if (server._httpId !== undefined) http.expire(server._httpId);
  const now = DateNow();
  for (const stream of server[kStreams]) stream.expire(now);
}

Server.prototype[SymbolAsyncDispose] = async function() {
  const { promise, resolve, reject } = PromiseWithResolvers();
  this.close((error) => { if (error) reject(error); else resolve(); });
  await promise;
};

Server.prototype.closeAllConnections = function() {
  flush();
  if (this._httpId !== undefined) http.close_connections(this._httpId, false);
  for (const { socket } of this[kStreams]) socket.destroy();
};

Server.prototype.closeIdleConnections = function() {
  flush();
  if (this._httpId !== undefined) http.close_connections(this._httpId, true);
  for (const stream of this[kStreams]) if (stream.isIdle) stream.socket.destroy();
};

Server.prototype.setTimeout = function(msecs, callback) {
  this.timeout = msecs;
  if (callback) this.on('timeout', callback);
  return this;
};

// A program may change the limits at any time.
const LIMITS = [
  'headersTimeout', 'requestTimeout', 'keepAliveTimeout', 'keepAliveTimeoutBuffer', 'maxHeaderSize', 'maxConnections', 'timeout',
];
for (const name of new SafeArrayIterator(LIMITS)) {
  const key = Symbol(name);
  ObjectDefineProperty(Server.prototype, name, {
    __proto__: null, configurable: true, enumerable: true,
    get() { return this[key]; },
    set(value) {
      this[key] = value;
      this._configure();
    },
  });
}

Server.prototype[EventEmitter.captureRejectionSymbol] = function(error, event, ...args) {
  if (event !== 'request') {
    FunctionPrototypeCall(net.Server.prototype[EventEmitter.captureRejectionSymbol], this, error, event, ...new SafeArrayIterator(args));
    return;
  }
  const { 1: res } = args;
  if (!res.headersSent && !res.writableEnded) {
    const names = res.getHeaderNames();
    for (let i = 0; i < names.length; i++) res.removeHeader(names[i]);
    res.statusCode = 500;
    res.end(STATUS_CODES[500]);
  } else {
    res.destroy();
  }
};

function _connectionListener(socket) {
  FunctionPrototypeCall(connectionListener, this, socket);
}

module.exports = {
  STATUS_CODES, Server, ServerResponse, storeHTTPOptions, setupConnectionsTracking, _connectionListener, kConnectionsCheckingInterval,
  kIncomingMessage, kServerResponse,
};
