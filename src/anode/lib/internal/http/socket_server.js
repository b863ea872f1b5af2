'use strict';

// A server's connection that JavaScript reads: any Duplex given to `server.emit('connection', duplex)`, and each socket that a program wants
// more of than its address (internal/http/light_socket.js).

const { ArrayPrototypePush, ArrayPrototypeShift, DateNow, FunctionPrototypeCall, Symbol, TypedArrayPrototypeSubarray } = primordials;

const { HTTPServerAsyncResource } = require('internal/http/async_resource');
const { HTTPParser, freeParser, isLenient, kIncomingMessage, parsers, prepareError } = require('_http_common');
const { kNeedDrain, kRejectNonStandardBodyWrites, kUniqueHeaders } = require('_http_outgoing');
const { emitClose, endPerf } = require('internal/http/response');
const { announce, answerTo, grantsUpgrade, serve } = require('internal/http/serve');
const diagnostics = require('diagnostics_channel');
const { codes: { ERR_HTTP_REQUEST_TIMEOUT, ERR_HTTP_SOCKET_ENCODING }, connResetException } = require('internal/errors');

const finishChannel = diagnostics.channel('http.server.response.finish');

const kServerResponse = Symbol('ServerResponse');
const kResponseOptions = Symbol('responseOptions');
const kLight = Symbol('light');       // a socket whose bytes are still Python's
const kStates = Symbol('connections');
const kState = Symbol('state');
const NEVER = Infinity;
const noop = () => {};

// What a connection is doing: the requests not answered yet, and the answers behind the one that may write.
class State {
  constructor(server, socket) {
    this.server = server;
    this.socket = socket;
    this.incoming = [];
    this.outgoing = [];
    this.outgoingData = 0;
    this.requests = 0;
    this.keepAliveTimeoutSet = false;
    this.begun = DateNow();  // since when a request is awaited or arriving
  }

  getSocket() { return this.socket; }
}

function connectionListener(socket) {
  if (socket[kLight] || socket[kState] !== undefined) return;
  attach(this, socket, undefined);
}

// `adopted`, a parser that has begun elsewhere.
function attach(server, socket, adopted) {
  socket.server = server;
  const state = socket[kState] = new State(server, socket);
  server[kStates].add(state);
  if (server.timeout && typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout);
  socket.on('timeout', socketOnTimeout);
  const parser = parsers.alloc();
  if (adopted === undefined) {
    const lenient = server.insecureHTTPParser === undefined ? isLenient() : server.insecureHTTPParser;
    parser.initialize(HTTPParser.REQUEST, new HTTPServerAsyncResource('HTTPINCOMINGMESSAGE', socket), server.maxHeaderSize || 0, lenient ? HTTPParser.kLenientAll : HTTPParser.kLenientNone);
  } else {
    parser.adopt(HTTPParser.REQUEST, adopted.id, adopted.inMessage, server._frame);
  }
  parser.kind = HTTPParser.REQUEST;
  parser.socket = socket;
  socket.parser = parser;
  if (server.maxHeadersCount > 0) parser.most = server.maxHeadersCount;
  parser.onIncoming = (request, keepAlive) => onIncoming(state, request, keepAlive);
  parser[HTTPParser.kOnTimeout | 0] = () => timeOut(state);
  state.onData = (data) => onData(state, parser, data);
  state.onEnd = () => onEnd(state, parser);
  state.onClose = () => onClose(state);
  state.onDrain = () => onDrain(state);
  socket.on('error', socketOnError);
  socket.on('data', state.onData);
  socket.on('end', state.onEnd);
  socket.on('close', state.onClose);
  socket.on('drain', state.onDrain);
  socket._paused = false;
  socket.setEncoding = setEncoding;
  return state;
}

function setEncoding() {
  throw new ERR_HTTP_SOCKET_ENCODING();
}

// ---- what the socket tells ----

function onData(state, parser, data) {
  const { server, socket } = state;
  if (state.begun === NEVER) state.begun = DateNow();
  const result = parser.execute(data);
  if (parser.inMessage) resetTimeout(state);
  if (typeof result === 'object') {
    prepareError(result, parser, data);
    FunctionPrototypeCall(socketOnError, socket, result);
    return;
  }
  const request = parser.incoming;
  if (request?.upgrade) {
    release(state);
    parser.finish();
    freeParser(parser, null, socket);
    hand(server, request, socket, TypedArrayPrototypeSubarray(data, result));
    return;
  }
  if (!parser.inMessage) state.begun = NEVER;
}

// Another protocol begins.
function hand(server, request, socket, rest) {
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (server.listenerCount(event) === 0) {
    socket.destroy();
    return;
  }
  socket.readableFlowing = null;
  server.emit(event, request, socket, rest);
}

// The server lets go of the socket.
function release(state) {
  const { socket } = state;
  socket.removeListener('data', state.onData);
  socket.removeListener('end', state.onEnd);
  socket.removeListener('close', state.onClose);
  socket.removeListener('drain', state.onDrain);
  socket.removeListener('error', socketOnError);
  socket.removeListener('timeout', socketOnTimeout);
  delete socket.setEncoding;
  socket[kState] = undefined;
  state.server[kStates].delete(state);
}

function onEnd(state, parser) {
  const { server, socket } = state;
  const result = parser.finish();
  if (result !== undefined && typeof result === 'object') FunctionPrototypeCall(socketOnError, socket, result);
  else if (!server.httpAllowHalfOpen) socket.end();
  else if (state.outgoing.length > 0) state.outgoing[state.outgoing.length - 1]._last = true;
  else if (socket._httpMessage) socket._httpMessage._last = true;
  else socket.end();
}

function onClose(state) {
  const { socket } = state;
  state.server[kStates].delete(state);
  freeParser(socket.parser, null, socket);
  const { incoming } = state;
  while (incoming.length > 0) ArrayPrototypeShift(incoming).destroy(connResetException('aborted'));
}

function onDrain(state) {
  const { socket } = state;
  const full = state.outgoingData > socket.writableHighWaterMark;
  if (socket._paused && !full) {
    socket._paused = false;
    socket.resume();
  }
  const message = socket._httpMessage;
  if (message && !message.finished && message[kNeedDrain]) {
    message[kNeedDrain] = false;
    message.emit('drain');
  }
}

function socketOnTimeout() {
  const request = this.parser?.incoming;
  const byRequest = request && !request.complete && request.emit('timeout', this);
  const byResponse = this._httpMessage?.emit('timeout', this);
  const byServer = this.server.emit('timeout', this);
  if (!byRequest && !byResponse && !byServer) this.destroy();
}

function socketOnError(error) {
  this.removeListener('error', socketOnError);
  if (this.listenerCount('error', noop) === 0) this.on('error', noop);
  if (this.server.emit('clientError', error, this)) return;
  // An answer already under way cannot be followed by another.
  if (this.writable && (!this._httpMessage || !this._httpMessage._headerSent)) this.write(answerTo(error.code), 'latin1');
  this.destroy(error);
}

function resetTimeout(state) {
  if (!state.keepAliveTimeoutSet) return;
  state.socket.setTimeout(state.server.timeout || 0);
  state.keepAliveTimeoutSet = false;
}

function timeOut(state) {
  FunctionPrototypeCall(socketOnError, state.socket, new ERR_HTTP_REQUEST_TIMEOUT());
}

// Looks for heads and requests that have taken too long.
function expire(server) {
  const now = DateNow();
  for (const state of server[kStates]) {
    const taken = now - state.begun;
    const request = state.socket.parser?.incoming;
    const inBody = request && !request.complete;
    if ((server.headersTimeout > 0 && !inBody && taken > server.headersTimeout) || (server.requestTimeout > 0 && taken > server.requestTimeout)) {
      state.begun = NEVER;
      timeOut(state);
    }
  }
}

// ---- requests and answers ----

function onIncoming(state, request, keepAlive) {
  const { server, socket } = state;
  resetTimeout(state);
  if (request.upgrade) {
    request.upgrade = grantsUpgrade(server, request);
    if (request.upgrade) return 2;
  }
  ArrayPrototypePush(state.incoming, request);
  // Answers that are not fetched must not pile up.
  if (!socket._paused && (socket._writableState?.needDrain || state.outgoingData >= socket.writableHighWaterMark)) {
    socket._paused = true;
    socket.pause();
  }
  const response = new server[kServerResponse](request, server[kResponseOptions]);
  prepare(server, response, keepAlive);
  adopt(state, request, response);
  announce(server, request, response, state);
  serve(server, request, response, state);
  return 0;
}

function prepare(server, response, keepAlive) {
  if (server.optimizeEmptyRequests) closeEmpty(response.req);
  response._keepAliveTimeout = server.keepAliveTimeout;
  if (server.maxRequestsPerSocket > 0) response._maxRequestsPerSocket = server.maxRequestsPerSocket;
  if (server[kUniqueHeaders] !== null) response[kUniqueHeaders] = server[kUniqueHeaders];
  if (server.rejectNonStandardBodyWrites) response[kRejectNonStandardBodyWrites] = true;
  if (response.shouldKeepAlive !== keepAlive) response.shouldKeepAlive = keepAlive;
}

function closeEmpty(request) {
  const { headers } = request;
  if (request.method === 'HEAD' || (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined)) request._dumpAndCloseReadable();
}

// An answer writes now, or after those before it.
function adopt(state, request, response) {
  const { socket } = state;
  response._onPendingData = (delta) => {
    state.outgoingData += delta;
    onDrain(state);
  };
  response.on('finish', () => onFinish(state, request, response));
  for (let i = response.writableCorked; i > 0; i--) socket.cork();
  if (socket._httpMessage) ArrayPrototypePush(state.outgoing, response);
  else response.assignSocket(socket);
}

function onFinish(state, request, response) {
  const { server, socket } = state;
  if (finishChannel.hasSubscribers) finishChannel.publish({ request, response, socket, server });
  endPerf(response);
  ArrayPrototypeShift(state.incoming);
  // What is left of a body that nobody wanted is dropped.
  if (!request._consumed) request._dump();
  const { parser } = socket;
  if (parser && parser.incoming === request) {
    const forget = () => { if (parser.incoming === request) parser.incoming = null; };
    if (request.readableEnded) forget();
    else request.on('end', forget);
  }
  response.detachSocket(socket);
  process.nextTick(emitClose, response);
  if (response._last) {
    if (typeof socket.destroySoon === 'function') socket.destroySoon();
    else socket.end();
  } else if (state.outgoing.length === 0) {
    if (server.keepAliveTimeout && typeof socket.setTimeout === 'function') {
      socket.setTimeout(server.keepAliveTimeout + server.keepAliveTimeoutBuffer);
      state.keepAliveTimeoutSet = true;
    }
  } else {
    ArrayPrototypeShift(state.outgoing).assignSocket(socket);
  }
}

module.exports = {
  adopt, attach, connectionListener, expire, hand, prepare, release, socketOnError, socketOnTimeout, kIncomingMessage, kLight, kResponseOptions, kServerResponse, kState, kStates,
};
