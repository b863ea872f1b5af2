'use strict';

// http.ClientRequest: from its options to the socket it gets. From there on it is internal/http/client/socket.js.

const {
  Boolean, FunctionPrototypeCall, NumberIsFinite, ObjectAssign, ObjectDefineProperty, ObjectSetPrototypeOf, ReflectApply, String,
  StringPrototypeToUpperCase, Symbol,
} = primordials;

const net = require('net');
const { OutgoingMessage, kErrored, kUniqueHeaders, parseUniqueHeadersOption } = require('_http_outgoing');
const { _checkIsHttpToken: checkIsHttpToken } = require('_http_common');
const { setHeaders, storeHead, validatePath } = require('internal/http/client/head');
const { attach, emitErrorEvent, listenSocketTimeout } = require('internal/http/client/socket');
const { getTimerDuration } = require('internal/timers');
const { URL, isURL, urlToHttpOptions } = require('internal/url');
const perf = require('internal/http/perf');
const diagnostics = require('diagnostics_channel');
const debug = require('internal/util/debuglog').debuglog('http');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_HTTP_TOKEN, ERR_INVALID_PROTOCOL },
  connResetException,
} = require('internal/errors');
const { validateBoolean, validateInteger } = require('internal/validators');

const createdChannel = diagnostics.channel('http.client.request.created');
const startChannel = diagnostics.channel('http.client.request.start');

const kError = Symbol('kError');
const kPath = Symbol('kPath');

// Methods whose requests usually have no body: the head says where it ends only if the program asks for that.
const bodyless = { __proto__: null, GET: true, HEAD: true, DELETE: true, OPTIONS: true, TRACE: true, CONNECT: true };

function validateHost(host, name) {
  if (host !== null && host !== undefined && typeof host !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(`options.${name}`, ['string', 'undefined', 'null'], host);
  }
  return host;
}

function ClientRequest(input, options, callback) {
  FunctionPrototypeCall(OutgoingMessage, this);
  if (typeof input === 'string') {
    input = urlToHttpOptions(new URL(input));
  } else if (isURL(input)) {
    input = urlToHttpOptions(input);
  } else {
    callback = options;
    options = input;
    input = null;
  }
  if (typeof options === 'function') {
    callback = options;
    options = input || {};
  } else {
    options = ObjectAssign(input || {}, options);
  }

  const defaultAgent = options._defaultAgent || require('_http_agent').globalAgent;
  let { agent } = options;
  if (agent === false) {
    agent = new defaultAgent.constructor();
  } else if (agent === null || agent === undefined) {
    if (typeof options.createConnection !== 'function') agent = defaultAgent;
  } else if (typeof agent.addRequest !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
  }
  this.agent = agent;

  const protocol = options.protocol || defaultAgent.protocol;
  const expectedProtocol = this.agent?.protocol || defaultAgent.protocol;
  if (options.path) validatePath(String(options.path));
  if (protocol !== expectedProtocol) throw new ERR_INVALID_PROTOCOL(protocol, expectedProtocol);

  const defaultPort = options.defaultPort || this.agent?.defaultPort;
  options.port = options.port || defaultPort || 80;
  const host = options.host = validateHost(options.hostname, 'hostname') || validateHost(options.host, 'host') || 'localhost';
  const setHost = options.setHost !== undefined ? Boolean(options.setHost) : options.setDefaultHeaders !== false;
  this._removedConnection = options.setDefaultHeaders === false;
  this._removedContLen = options.setDefaultHeaders === false;
  this._removedTE = options.setDefaultHeaders === false;
  this.socketPath = options.socketPath;
  if (options.timeout !== undefined) this.timeout = getTimerDuration(options.timeout, 'timeout');
  const { signal } = options;
  if (signal) require('stream').addAbortSignal(signal, this);

  let { method } = options;
  if (method !== null && method !== undefined && typeof method !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('options.method', 'string', method);
  }
  if (method) {
    if (!checkIsHttpToken(method)) throw new ERR_INVALID_HTTP_TOKEN('Method', method);
    method = this.method = StringPrototypeToUpperCase(method);
  } else {
    method = this.method = 'GET';
  }

  const { maxHeaderSize, insecureHTTPParser, joinDuplicateHeaders } = options;
  if (maxHeaderSize !== undefined) validateInteger(maxHeaderSize, 'maxHeaderSize', 0);
  this.maxHeaderSize = maxHeaderSize;
  if (insecureHTTPParser !== undefined) validateBoolean(insecureHTTPParser, 'options.insecureHTTPParser');
  this.insecureHTTPParser = insecureHTTPParser;
  if (joinDuplicateHeaders !== undefined) validateBoolean(joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  this.joinDuplicateHeaders = joinDuplicateHeaders;

  this[kPath] = options.path || '/';
  if (callback) this.once('response', callback);
  this.useChunkedEncodingByDefault = bodyless[method] === undefined;
  this._ended = false;
  this.res = null;
  this.aborted = false;
  this.timeoutCb = null;
  this.upgradeOrConnect = false;
  this.parser = null;
  this.maxHeadersCount = null;
  this.reusedSocket = false;
  this.host = host;
  this.protocol = protocol;
  if (this.agent) {
    // An agent that neither keeps connections nor limits their number gives each request its own.
    const sharesNone = !this.agent.keepAlive && !NumberIsFinite(this.agent.maxSockets);
    this._last = sharesNone;
    this.shouldKeepAlive = !sharesNone;
  }
  setHeaders(this, options, defaultPort, setHost);
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
  connect(this, options);
  if (createdChannel.hasSubscribers) createdChannel.publish({ request: this });
}
ObjectSetPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
ObjectSetPrototypeOf(ClientRequest, OutgoingMessage);

const { prototype } = ClientRequest;

ObjectDefineProperty(prototype, 'path', {
  __proto__: null, configurable: true, enumerable: true,
  get() { return this[kPath]; },
  set(value) {
    const path = String(value);
    validatePath(path);
    this[kPath] = path;
  },
});

// Asks the agent for a socket, or makes one.
function connect(request, given) {
  const options = { __proto__: null, ...given };
  delete options.signal;
  if (request.socketPath) options.path = request.socketPath;
  else if (options.path) options.path = undefined;
  if (request.agent) {
    request.agent.addRequest(request, options);
    return;
  }
  request._last = true;
  request.shouldKeepAlive = false;
  if (typeof options.createConnection !== 'function') {
    request.onSocket(net.createConnection(options));
    return;
  }
  let called = false;
  const onCreate = (error, socket) => {
    if (called) return;
    called = true;
    if (error) process.nextTick(() => emitErrorEvent(request, error));
    else request.onSocket(socket);
  };
  try {
    const socket = options.createConnection(options, onCreate);
    if (socket) onCreate(null, socket);
  } catch (error) {
    onCreate(error);
  }
}

prototype._finish = function() {
  FunctionPrototypeCall(OutgoingMessage.prototype._finish, this);
  if (startChannel.hasSubscribers) startChannel.publish({ request: this });
  perf.begin(this);
};

prototype._implicitHeader = function() {
  debug('request head %s %s', this.method, this.path);
  storeHead(this);
};

// ---- the end ----

prototype.abort = function() {
  if (this.aborted) return;
  this.aborted = true;
  process.nextTick(emitAbort, this);
  this.destroy();
};

function emitAbort(request) {
  request.emit('abort');
}

prototype.destroy = function(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  // Nothing more of the response is read.
  if (this.res) this.res._dump();
  this[kError] = error;
  this[kErrored] = error;
  this.socket?.destroy(error);
  return this;
};

function end(request, error) {
  request.destroyed = true;
  if (!request.aborted) error ??= connResetException('socket hang up');
  if (error) emitErrorEvent(request, error);
  request._closed = true;
  request.emit('close');
}

// ---- the socket ----

prototype.onSocket = function(socket, error) {
  process.nextTick(takeSocket, this, socket, error);
};

function takeSocket(request, socket, error) {
  if (!request.destroyed && !error) {
    attach(request, socket);
    request._flush();
    return;
  }
  const reason = error || request[kError];
  if (!socket) {
    end(request, reason);
  } else if (!error && request.agent && !socket.destroyed) {
    // It comes too late for this request, and another can use it.
    end(request, reason);
    socket.emit('free');
  } else {
    const { finished } = require('stream');
    finished(socket.destroy(reason), (failure) => {
      if (failure?.code === 'ERR_STREAM_PREMATURE_CLOSE') failure = null;
      end(request, failure || reason);
    });
  }
}

// Calls a method of the socket as soon as it is connected.
function whenConnected(request, method, args) {
  const call = (socket) => ReflectApply(socket[method], socket, args);
  const onSocket = (socket) => {
    if (socket.writable && !socket.connecting) call(socket);
    else socket.once('connect', () => call(socket));
  };
  if (request.socket) onSocket(request.socket);
  else request.once('socket', onSocket);
}

prototype.setNoDelay = function(enable) {
  whenConnected(this, 'setNoDelay', [enable]);
};

prototype.setSocketKeepAlive = function(enable, delay) {
  whenConnected(this, 'setKeepAlive', [enable, delay]);
};

prototype.setTimeout = function(msecs, callback) {
  if (this._ended) return this;
  listenSocketTimeout(this);
  msecs = getTimerDuration(msecs, 'msecs');
  if (callback) this.once('timeout', callback);
  if (this.socket) setSocketTimeout(this.socket, msecs);
  else this.once('socket', (socket) => setSocketTimeout(socket, msecs));
  return this;
};

function setSocketTimeout(socket, msecs) {
  if (socket.connecting) socket.once('connect', () => socket.setTimeout(msecs));
  else socket.setTimeout(msecs);
}

prototype.clearTimeout = function(callback) {
  this.setTimeout(0, callback);
};

module.exports = { ClientRequest };
