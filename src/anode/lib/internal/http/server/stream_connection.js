'use strict';

// The stream form of a connection, which connection.js defines: events of the socket, and requests and responses in order.

const { ArrayPrototypePush, ArrayPrototypeShift, DateNow, TypedArrayPrototypeSubarray } = primordials;

const { HTTPServerAsyncResource } = require('internal/http/async_resource');
const { HTTPParser, freeParser, isLenient, parsers, prepareError } = require('_http_common');
const { kNeedDrain } = require('_http_outgoing');
const { ServerConnection, kConnection, kStreams } = require('internal/http/server/connection');
const { dispatchRequestHead, grantsUpgrade, refusal } = require('internal/http/server/dispatch');
const { emitClose } = require('internal/http/server/response');
const { codes: { ERR_HTTP_REQUEST_TIMEOUT, ERR_HTTP_SOCKET_ENCODING }, connResetException } = require('internal/errors');

const { Framing: { AS_FRAMED, OTHER_PROTOCOL } } = binding('http/parser');

const NEVER = Infinity;
const noop = () => {};

class StreamConnection extends ServerConnection {
  // `begun` is the parser of a connection that was direct: its number, and whether it is within a message.
  constructor(server, socket, begun) {
    super(server);
    this.socket = socket;
    this.unanswered = [];        // requests, in order
    this.waiting = [];
    this.pending = 0;            // bytes of responses that wait for their turn
    this.begun = DateNow();      // since when a request is awaited or arriving
    this.timesKeepAlive = false;  // the socket's timeout is the keep-alive timeout
    this.listeners = {
      __proto__: null,
      timeout: () => this.onTimeout(), error: (error) => this.refuse(error), data: (data) => this.onData(data), end: () => this.onEnd(),
      close: () => this.onClose(), drain: () => this.onDrain(),
    };
    socket.server = server;
    socket[kConnection] = this;
    server[kStreams].add(this);
    if (server.timeout && typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout);
    this.parser = socket.parser = this.makeParser(begun);
    for (const event in this.listeners) {
      // Requests are aborted before the program hears of the socket's end, however early it listened.
      if (event === 'close') socket.prependListener(event, this.listeners[event]);
      else socket.on(event, this.listeners[event]);
    }
    socket._paused = false;
    socket.setEncoding = setEncoding;
  }

  makeParser(begun) {
    const { server, socket } = this;
    const parser = parsers.alloc();
    if (begun === undefined) {
      parser.initialize(HTTPParser.REQUEST, new HTTPServerAsyncResource('HTTPINCOMINGMESSAGE', socket), server.maxHeaderSize || 0,
                        isLenient(server.insecureHTTPParser) ? HTTPParser.kLenientAll : HTTPParser.kLenientNone);
    } else {
      parser.adopt(HTTPParser.REQUEST, begun.id, begun.inMessage, server._frame);
    }
    parser.kind = HTTPParser.REQUEST;
    parser.socket = socket;
    if (server.maxHeadersCount > 0) parser.most = server.maxHeadersCount;
    parser.onIncoming = (request, keepsAlive) => this.onHead(request, keepsAlive);
    parser[HTTPParser.kOnTimeout | 0] = () => this.refuse(new ERR_HTTP_REQUEST_TIMEOUT());
    return parser;
  }

  get outgoing() { return this.socket._httpMessage ?? null; }

  getSocket() { return this.socket; }

  // ---- requests ----

  onData(data) {
    const { parser } = this;
    if (this.begun === NEVER) this.begun = DateNow();
    this.onParsed(data, parser.execute(data));
  }

  // `result` is the parser's.
  onParsed(data, result) {
    const { parser } = this;
    if (parser.inMessage) this.endKeepAlive();
    if (typeof result === 'object') {
      prepareError(result, parser, data);
      this.refuse(result);
      return;
    }
    const request = parser.incoming;
    if (request?.upgrade) {
      this.switchProtocol(request, TypedArrayPrototypeSubarray(data, result));
    } else if (request?.method === 'PRI') {
      this.socket.destroy();  // a client of HTTP/2
    } else if (!parser.inMessage) {
      this.requestEnded();
    }
  }

  // Tells the parser how the message goes on.
  onHead(request, keepsAlive) {
    this.endKeepAlive();
    if (request.upgrade) {
      request.upgrade = grantsUpgrade(this.server, request);
      if (request.upgrade) return OTHER_PROTOCOL;
    }
    dispatchRequestHead(this, request, keepsAlive);
    return AS_FRAMED;
  }

  // Python has parsed the head of `request`, and this parser gets the body.
  requestBegun(request) {
    const { parser } = this.socket;
    if (parser) parser.incoming = request;
  }

  requestEnded() {
    this.begun = NEVER;
  }

  // ---- responses ----

  enqueue(request, response) {
    const { socket } = this;
    ArrayPrototypePush(this.unanswered, request);
    this.pending += response.outputSize;
    if (!socket._paused && (socket._writableState?.needDrain || this.pending >= socket.writableHighWaterMark)) {
      // The client sends requests and does not read the responses.
      socket._paused = true;
      socket.pause();
    }
    response._onPendingData = (delta) => {
      this.pending += delta;
      this.onDrain();
    };
    response.on('finish', () => this.onFinish(request, response));
    for (let i = response.writableCorked; i > 0; i--) socket.cork();
    if (socket._httpMessage) ArrayPrototypePush(this.waiting, response);
    else response.assignSocket(socket);
  }

  onFinish(request, response) {
    const { parser, server, socket, waiting } = this;
    this.reportFinish(request, response);
    ArrayPrototypeShift(this.unanswered);
    // The rest of a body that the program has not read is dropped.
    if (!request._consumed) request._dump();
    if (socket.parser && parser.incoming === request) {
      const forget = () => { if (parser.incoming === request) parser.incoming = null; };
      if (request.readableEnded) forget();
      else request.on('end', forget);
    }
    response.detachSocket(socket);
    process.nextTick(emitClose, response);
    if (response._last) {
      if (typeof socket.destroySoon === 'function') socket.destroySoon();
      else socket.end();
    } else if (waiting.length > 0) {
      ArrayPrototypeShift(waiting).assignSocket(socket);
    } else if (server.keepAliveTimeout && typeof socket.setTimeout === 'function') {
      socket.setTimeout(server.keepAliveTimeout + server.keepAliveTimeoutBuffer);
      this.timesKeepAlive = true;
    }
  }

  onDrain() {
    const { socket } = this;
    if (socket._paused && this.pending <= socket.writableHighWaterMark) {
      socket._paused = false;
      socket.resume();
    }
    const response = socket._httpMessage;
    if (response && !response.finished && response[kNeedDrain]) {
      response[kNeedDrain] = false;
      response.emit('drain');
    }
  }

  // ---- time ----

  endKeepAlive() {
    if (!this.timesKeepAlive) return;
    this.socket.setTimeout(this.server.timeout || 0);
    this.timesKeepAlive = false;  // the socket's timeout is the keep-alive timeout
  }

  onTimeout() {
    const { server, socket } = this;
    const request = socket.parser?.incoming;
    const byRequest = request && !request.complete && request.emit('timeout', socket);
    const byResponse = socket._httpMessage?.emit('timeout', socket);
    const byServer = server.emit('timeout', socket);
    if (!byRequest && !byResponse && !byServer) socket.destroy();
  }

  // Refuses a request if its head, or all of it, has taken too long.
  expire(now) {
    const { headersTimeout, requestTimeout } = this.server;
    const taken = now - this.begun;
    const request = this.socket.parser?.incoming;
    const inBody = request && !request.complete;
    if ((headersTimeout > 0 && !inBody && taken > headersTimeout) || (requestTimeout > 0 && taken > requestTimeout)) {
      this.begun = NEVER;
      this.refuse(new ERR_HTTP_REQUEST_TIMEOUT());
    }
  }

  // ---- ends ----

  get isIdle() {
    const { _httpMessage: response } = this.socket;
    return this.begun === NEVER && !(response && !response.finished);
  }

  onEnd() {
    const result = this.parser.finish();
    if (result !== undefined && typeof result === 'object') this.refuse(result);
    else this.peerEnded();
  }

  endWriting() {
    this.socket.end();
  }

  refuse(error) {
    const { server, socket } = this;
    socket.removeListener('error', this.listeners.error);
    if (socket.listenerCount('error', noop) === 0) socket.on('error', noop);
    if (server.emit('clientError', error, socket)) return;
    // A response under way cannot be followed by another.
    if (socket.writable && (!socket._httpMessage || !socket._httpMessage._headerSent)) socket.write(refusal(error.code), 'latin1');
    socket.destroy(error);
  }

  switchProtocol(request, rest) {
    const { parser, server, socket } = this;
    this.release();
    parser.finish();
    freeParser(parser, null, socket);
    const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
    if (server.listenerCount(event) === 0) {
      socket.destroy();
      return;
    }
    socket.readableFlowing = null;
    server.emit(event, request, socket, rest);
  }

  // The socket is no longer the server's.
  release() {
    const { listeners, server, socket } = this;
    for (const event in listeners) socket.removeListener(event, listeners[event]);
    delete socket.setEncoding;
    socket[kConnection] = undefined;
    server[kStreams].delete(this);
  }

  onClose() {
    this.server[kStreams].delete(this);
    freeParser(this.socket.parser, null, this.socket);
    this.abort();
    if (this.socket._httpMessage) emitClose(this.socket._httpMessage);
  }

  abort() {
    const { unanswered } = this;
    while (unanswered.length > 0) ArrayPrototypeShift(unanswered).destroy(connResetException('aborted'));
  }
}

function setEncoding() {
  throw new ERR_HTTP_SOCKET_ENCODING();
}

// The server's own listener for 'connection'. The socket of a direct connection, which the event shows as well, stays direct.
function connectionListener(socket) {
  if (socket[kConnection] === undefined) new StreamConnection(this, socket, undefined);
}

module.exports = { StreamConnection, connectionListener };
