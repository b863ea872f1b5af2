'use strict';

// A client's request on its socket: bytes that arrive are parsed and become the response; then the socket goes back to the agent, or ends.

const { HTTPParser, freeParser, isLenient, parsers, prepareError } = require('_http_common');
const { HTTPClientAsyncResource } = require('internal/http/async_resource');
const { kNeedDrain } = require('_http_outgoing');
const { connResetException } = require('internal/errors');
const perf = require('internal/http/perf');
const diagnostics = require('diagnostics_channel');

const { TypedArrayPrototypeSubarray } = primordials;
const { Framing: { AS_FRAMED, NO_BODY, OTHER_PROTOCOL } } = binding('http/parser');
const errorChannel = diagnostics.channel('http.client.request.error');
const finishChannel = diagnostics.channel('http.client.response.finish');

function emitErrorEvent(request, error) {
  if (errorChannel.hasSubscribers) errorChannel.publish({ request, error });
  request.emit('error', error);
}

function attach(request, socket) {
  const parser = parsers.alloc();
  request.socket = socket;
  parser.initialize(HTTPParser.RESPONSE, new HTTPClientAsyncResource('HTTPINCOMINGMESSAGE', request), request.maxHeaderSize || 0,
                    isLenient(request.insecureHTTPParser) ? HTTPParser.kLenientAll : HTTPParser.kLenientNone);
  parser.kind = HTTPParser.RESPONSE;
  parser.socket = socket;
  parser.outgoing = request;
  request.parser = parser;
  socket.parser = parser;
  socket._httpMessage = request;
  if (typeof request.maxHeadersCount === 'number') parser.maxHeaderPairs = request.maxHeadersCount << 1;
  parser.joinDuplicateHeaders = request.joinDuplicateHeaders;
  parser.onIncoming = onIncoming;
  socket.on('error', socketOnError);
  socket.on('data', socketOnData);
  socket.on('end', socketOnEnd);
  socket.on('close', socketOnClose);
  socket.on('drain', ondrain);
  if (request.timeout !== undefined || request.agent?.options?.timeout) listenSocketTimeout(request);
  request.emit('socket', socket);
}

function ondrain() {
  const message = this._httpMessage;
  if (message && !message.finished && message[kNeedDrain]) {
    message[kNeedDrain] = false;
    message.emit('drain');
  }
}

// ---- timeouts ----

function emitRequestTimeout() {
  this._httpMessage?.emit('timeout');
}

function responseOnTimeout() {
  this._httpMessage?.res?.emit('timeout');
}

function listenSocketTimeout(request) {
  if (request.timeoutCb) return;
  request.timeoutCb = emitRequestTimeout;
  if (request.socket) request.socket.once('timeout', emitRequestTimeout);
  else request.on('socket', (socket) => socket.once('timeout', emitRequestTimeout));
}

// ---- events of the socket ----

function hangUp(request) {
  if (request.socket._hadError) return;
  request.socket._hadError = true;
  emitErrorEvent(request, connResetException('socket hang up'));
}

function endParser(request, socket) {
  const { parser } = socket;
  if (!parser) return;
  parser.finish();
  freeParser(parser, request, socket);
}

function socketOnClose() {
  const request = this._httpMessage;
  const { parser } = this;
  // Where the head does not say how long the body is, it ends here.
  if (parser) parser.finish();
  const { res } = request;
  request.destroyed = true;
  if (res) {
    if (!res.complete) res.destroy(connResetException('aborted'));
    request._closed = true;
    request.emit('close');
    if (!res.aborted && res.readable) res.push(null);
  } else {
    hangUp(request);
    request._closed = true;
    request.emit('close');
  }
  if (request.outputData) request.outputData.length = 0;
  if (parser) freeParser(parser, request, this);
}

function socketOnError(error) {
  const request = this._httpMessage;
  if (request) {
    // The socket's own error has ended the request: no 'socket hang up' follows.
    request.socket._hadError = true;
    emitErrorEvent(request, error);
  }
  endParser(request, this);
  this.removeListener('data', socketOnData);
  this.removeListener('end', socketOnEnd);
  this.destroy();
}

function socketOnEnd() {
  const request = this._httpMessage;
  if (!request.res && !request.socket._hadError) hangUp(request);
  endParser(request, this);
  this.end();
}

function socketOnData(data) {
  const request = this._httpMessage;
  const { parser } = this;
  if (!parser) return;
  const result = parser.execute(data);
  if (typeof result === 'object') {
    prepareError(result, parser, data);
    freeParser(parser, request, this);
    this.removeListener('data', socketOnData);
    this.removeListener('end', socketOnEnd);
    this.destroy();
    request.socket._hadError = true;
    emitErrorEvent(request, result);
  } else if (parser.incoming?.upgrade) {
    switchProtocol(request, this, parser, TypedArrayPrototypeSubarray(data, result));
  } else if (parser.incoming?.complete && !isInformational(parser.incoming.statusCode)) {
    this.removeListener('data', socketOnData);
    this.removeListener('end', socketOnEnd);
    this.removeListener('drain', ondrain);
    freeParser(parser, request, this);
  }
}

// After status 101, or a response to CONNECT, the socket belongs to the listener. `rest` are the bytes behind the head.
function switchProtocol(request, socket, parser, rest) {
  const response = request.res = parser.incoming;
  socket.removeListener('data', socketOnData);
  socket.removeListener('end', socketOnEnd);
  socket.removeListener('drain', ondrain);
  if (request.timeoutCb) socket.removeListener('timeout', request.timeoutCb);
  socket.removeListener('timeout', responseOnTimeout);
  parser.finish();
  freeParser(parser, request, socket);
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (request.listenerCount(event) === 0) {
    socket.destroy();
    return;
  }
  request.upgradeOrConnect = true;
  socket.emit('agentRemove');
  socket.removeListener('close', socketOnClose);
  socket.removeListener('error', socketOnError);
  socket._httpMessage = null;
  socket.readableFlowing = null;
  request.emit(event, response, socket, rest);
  request.destroyed = true;
  request._closed = true;
  request.emit('close');
}

// ---- the response ----

const isInformational = (status) => status < 200 && status >= 100 && status !== 101;

// Tells the parser how the message goes on.
function onIncoming(response, keepsAlive) {
  const { socket } = this;
  const request = socket._httpMessage;
  if (request.res) {
    // A second response to one request.
    socket.destroy();
    return AS_FRAMED;
  }
  request.res = response;
  if (response.upgrade) return OTHER_PROTOCOL;
  if (request.method === 'CONNECT') {
    response.upgrade = true;
    return OTHER_PROTOCOL;
  }
  const { statusCode } = response;
  if (isInformational(statusCode)) {
    request.res = null;
    if (statusCode === 100) request.emit('continue');
    request.emit('information', {
      statusCode, statusMessage: response.statusMessage, httpVersion: response.httpVersion, httpVersionMajor: response.httpVersionMajor,
      httpVersionMinor: response.httpVersionMinor, headers: response.headers, rawHeaders: response.rawHeaders,
    });
    return NO_BODY;
  }
  // The server is going to close the connection.
  if (request.shouldKeepAlive && !keepsAlive && !request.upgradeOrConnect) request.shouldKeepAlive = false;
  if (finishChannel.hasSubscribers) finishChannel.publish({ request, response });
  if (perf.isTimed(request)) {
    perf.end('HttpClient', request, {
      method: request.method, url: `${request.protocol}//${request.host}${request.path}`, headers: request.getHeaders(),
    }, response);
  }
  request.res = response;
  response.req = request;
  response.on('end', responseOnEnd);
  request.on('finish', requestOnFinish);
  socket.on('timeout', responseOnTimeout);
  // Without a listener the body is dropped, or the socket would never be free.
  if (request.aborted || !request.emit('response', response)) response._dump();
  if (request.method === 'HEAD') return NO_BODY;
  if (statusCode === 304) {
    response.complete = true;
    return NO_BODY;
  }
  return AS_FRAMED;
}

function responseOnEnd() {
  const request = this.req;
  const { socket } = request;
  if (socket) {
    if (request.timeoutCb) socket.removeListener('timeout', emitRequestTimeout);
    socket.removeListener('timeout', responseOnTimeout);
  }
  request._ended = true;
  if (!request.shouldKeepAlive) {
    if (!socket.writable) return;
    if (typeof socket.destroySoon === 'function') socket.destroySoon();
    else socket.end();
  } else if (request.writableFinished && !this.aborted) {
    freeSocket(request);
  }
}

function requestOnFinish() {
  if (this.shouldKeepAlive && this._ended) freeSocket(this);
}

// Request and response have both ended: the next request may have the socket.
function freeSocket(request) {
  const { socket } = request;
  if (request.timeoutCb) {
    socket.setTimeout(0, request.timeoutCb);
    request.timeoutCb = null;
  }
  socket.removeListener('close', socketOnClose);
  socket.removeListener('error', socketOnError);
  // After the program's own listeners for 'end' and 'finish'.
  process.nextTick(emitFree, request);
  request.destroyed = true;
  // Another request may have the socket by the time the program destroys the response.
  if (request.res) request.res.socket = null;
}

function emitFree(request) {
  request._closed = true;
  request.emit('close');
  request.socket?.emit('free');
}

module.exports = { attach, emitErrorEvent, listenSocketTimeout };
