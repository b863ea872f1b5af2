'use strict';

const { ArrayIsArray, ArrayPrototypePush, ArrayPrototypeShift, FunctionPrototypeCall, ObjectSetPrototypeOf, RegExpPrototypeExec, StringPrototypeIndexOf, StringPrototypeSlice,
        Symbol, SymbolAsyncDispose, PromiseWithResolvers } = primordials;

const net = require('net');
const diagnostics = require('diagnostics_channel');
const EventEmitter = require('events');
const { OutgoingMessage, kOutHeaders, kNeedDrain, kUniqueHeaders, parseUniqueHeadersOption, validateHeaderName, validateHeaderValue } = require('_http_outgoing');
const { IncomingMessage, kHead, kStream } = require('_http_incoming');
const { splitLines } = require('internal/http/head');
const { continueExpression, kIncomingMessage, _checkInvalidHeaderChar: checkInvalidHeaderChar } = require('_http_common');
const { Connection, connections, flush, flushIfLate, listen, http, END, CLOSE } = require('internal/http_connection');
const { StreamHandle } = require('internal/stream_handle');
const { setAsyncContext } = require('internal/engine');
const {
  codes: { ERR_HTTP_HEADERS_SENT, ERR_HTTP_INVALID_STATUS_CODE, ERR_HTTP_SOCKET_ASSIGNED, ERR_INVALID_ARG_TYPE, ERR_INVALID_CHAR, ERR_OUT_OF_RANGE, ERR_HTTP_REQUEST_TIMEOUT },
  genericNodeError, connResetException,
} = require('internal/errors');
const { validateBoolean, validateInteger, validateLinkHeaderValue, validateObject, validateFunction } = require('internal/validators');

const startChannel = diagnostics.channel('http.server.request.start');
const createdChannel = diagnostics.channel('http.server.response.created');
const finishChannel = diagnostics.channel('http.server.response.finish');

const kServerResponse = Symbol('ServerResponse');

const STATUS_CODES = {
  100: 'Continue', 101: 'Switching Protocols', 102: 'Processing', 103: 'Early Hints', 200: 'OK', 201: 'Created', 202: 'Accepted',
  203: 'Non-Authoritative Information', 204: 'No Content', 205: 'Reset Content', 206: 'Partial Content', 207: 'Multi-Status',
  208: 'Already Reported', 226: 'IM Used', 300: 'Multiple Choices', 301: 'Moved Permanently', 302: 'Found', 303: 'See Other',
  304: 'Not Modified', 305: 'Use Proxy', 307: 'Temporary Redirect', 308: 'Permanent Redirect', 400: 'Bad Request', 401: 'Unauthorized',
  402: 'Payment Required', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 406: 'Not Acceptable',
  407: 'Proxy Authentication Required', 408: 'Request Timeout', 409: 'Conflict', 410: 'Gone', 411: 'Length Required',
  412: 'Precondition Failed', 413: 'Payload Too Large', 414: 'URI Too Long', 415: 'Unsupported Media Type', 416: 'Range Not Satisfiable',
  417: 'Expectation Failed', 418: "I'm a Teapot", 421: 'Misdirected Request', 422: 'Unprocessable Entity', 423: 'Locked',
  424: 'Failed Dependency', 425: 'Too Early', 426: 'Upgrade Required', 428: 'Precondition Required', 429: 'Too Many Requests',
  431: 'Request Header Fields Too Large', 451: 'Unavailable For Legal Reasons', 500: 'Internal Server Error', 501: 'Not Implemented',
  502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout', 505: 'HTTP Version Not Supported', 506: 'Variant Also Negotiates',
  507: 'Insufficient Storage', 508: 'Loop Detected', 509: 'Bandwidth Limit Exceeded', 510: 'Not Extended',
  511: 'Network Authentication Required',
};

// ---- ServerResponse ----

function ServerResponse(req, options) {
  FunctionPrototypeCall(OutgoingMessage, this, options);
  this.req = req;
  if (req.method === 'HEAD') this._hasBody = false;
  if (req.httpVersionMajor < 1 || req.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault = RegExpPrototypeExec(/(?:^|\W)chunked(?:$|\W)/i, req.headers.te) !== null;
    this.shouldKeepAlive = false;
  }
}
ObjectSetPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
ObjectSetPrototypeOf(ServerResponse, OutgoingMessage);

const { prototype } = ServerResponse;
prototype.statusCode = 200;
prototype.statusMessage = undefined;
prototype.sendDate = true;
prototype._sent100 = false;
prototype._expect_continue = false;
prototype._connection = null;
prototype._held = null;      // parts that wait for the answers before it
prototype._callbacks = null; // of writes not handed over yet

primordials.ObjectDefineProperty(prototype, 'socket', {
  __proto__: null, configurable: true, enumerable: false,
  get() {
    if (this._socket !== null) return this._socket;
    return this._connection !== null ? this._connection.getSocket() : null;
  },
  set(value) { this._socket = value; },
});
primordials.ObjectDefineProperty(prototype, 'writableHighWaterMark', {
  __proto__: null, configurable: true, get() { return 65536; },
});

prototype._queuedBytes = function() {
  return this._connection !== null && this[kNeedDrain] ? this._connection.queued() : 0;
};

// One part of the answer, to the connection or, while earlier answers are not done, in line behind them.
prototype._transmit = function(text, buffer, callback) {
  const connection = this._connection;
  if (connection === null) return FunctionPrototypeCall(OutgoingMessage.prototype._transmit, this, text, buffer, callback);
  if (connection.outgoing !== this) {
    ArrayPrototypePush(this._held ??= [], { text, buffer });
    this.outputSize += text.length + (buffer === undefined ? 0 : buffer.length);
    if (typeof callback === 'function') ArrayPrototypePush(this._callbacks ??= [], callback);
    return this.outputSize < 65536;
  }
  connection.send(text, 0, buffer);
  if (typeof callback === 'function') process.nextTick(callback, connection.gone ? goneError() : null);
  const size = text.length + (buffer === undefined ? 0 : buffer.length);
  if ((connection.unsent += size) < 16384 && !this[kNeedDrain]) return true;
  connection.unsent = 0;
  flush();
  return connection.gone || connection.queued() < 65536;
};

const goneError = () => new (require('internal/errors').codes.ERR_STREAM_DESTROYED)('write');

function release(response) {
  const held = response._held;
  response._held = null;
  response.outputSize = 0;
  if (held !== null) for (let i = 0; i < held.length; i++) response._transmit(held[i].text, held[i].buffer);
  const callbacks = response._callbacks;
  response._callbacks = null;
  if (callbacks !== null) for (let i = 0; i < callbacks.length; i++) process.nextTick(callbacks[i]);
}

prototype.assignSocket = function(socket) {
  if (socket._httpMessage) throw new ERR_HTTP_SOCKET_ASSIGNED();
  socket._httpMessage = this;
  socket.on('close', onServerResponseClose);
  this._socket = socket;
  this.emit('socket', socket);
  this._flush();
};

function onServerResponseClose() {
  if (this._httpMessage) emitClose(this._httpMessage);
}

prototype.detachSocket = function(socket) {
  socket.removeListener('close', onServerResponseClose);
  socket._httpMessage = null;
  this._socket = null;
};

prototype._corkTransport = function() {
  if (this._connection === null) FunctionPrototypeCall(OutgoingMessage.prototype._corkTransport, this);
};

prototype._corkForTick = function() {
  if (this._connection === null) FunctionPrototypeCall(OutgoingMessage.prototype._corkForTick, this);
};

prototype._endTransport = function(hadChunk) {
  const connection = this._connection;
  if (connection === null) {
    FunctionPrototypeCall(OutgoingMessage.prototype._endTransport, this, hadChunk);
    return;
  }
  if (this._hasBody && this.chunkedEncoding) this._send(`0\r\n${this._trailer}\r\n`, 'latin1', null);
  else if (!this._headerSent) this._send('', 'latin1', null);
  if (this._events !== undefined && this._events.prefinish !== undefined) this.emit('prefinish');
  if (connection.outgoing === this) answered(this, connection);
};

// The answer is whole. Tell Python, and let the next in line write.
function answered(response, connection) {
  const last = response._last || !response.shouldKeepAlive || connection.last;
  const request = response.req;
  if (last && !request.complete) connection.last = true;
  connection.send('', last ? END | CLOSE : END);
  connection.unsent = 0;
  connection.outgoing = null;
  process.nextTick(finished, response, connection, last);
  const next = connection.waiting === null ? undefined : ArrayPrototypeShift(connection.waiting);
  if (next !== undefined && !last) {
    connection.outgoing = next;
    release(next);
    if (next.finished) answered(next, connection);
    else if (next[kNeedDrain]) {
      next[kNeedDrain] = false;
      process.nextTick(() => next.emit('drain'));
    }
  }
}

function finished(response, connection) {
  const request = response.req;
  response._finishedWriting = true;
  if (finishChannel.hasSubscribers) finishChannel.publish({ request, response, socket: connection.getSocket(), server: connection.server });
  if (response._events !== undefined && response._events.finish !== undefined) response.emit('finish');
  // What is left of a body that nobody wanted is dropped.
  if (!request._consumed) request._dump();
  if (request[kStream] && request.complete && !request.readableEnded && !request._consumed) request.resume();
  emitClose(response);
  if (!request[kStream]) request._closedLight = true;
}

function emitClose(response) {
  if (response._closed) return;
  response.destroyed = true;
  response._closed = true;
  if (response._events !== undefined && response._events.close !== undefined) response.emit('close');
}

prototype.destroy = function(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  const connection = this._connection;
  if (connection !== null) {
    if (error) this[require('_http_outgoing').kErrored] = error;
    connection.destroy(error);
  } else if (this._socket) {
    this._socket.destroy(error);
  }
  return this;
};

prototype.setTimeout = function(msecs, callback) {
  if (callback) this.on('timeout', callback);
  this.socket?.setTimeout(msecs);
  return this;
};

prototype._implicitHeader = function() {
  this.writeHead(this.statusCode);
};

// The first lines of the commonest answers.
const statusLines = { __proto__: null };

prototype.writeHead = function(statusCode, reason, headers) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('write');
  const given = statusCode;
  statusCode |= 0;
  if (statusCode < 100 || statusCode > 999) throw new ERR_HTTP_INVALID_STATUS_CODE(given);
  if (typeof reason === 'string') {
    this.statusMessage = reason;
  } else {
    this.statusMessage ||= STATUS_CODES[statusCode] || 'unknown';
    headers ??= reason;
  }
  if (this.statusCode !== statusCode) this.statusCode = statusCode;
  let lines = this[kOutHeaders];
  if (headers !== undefined && headers !== null) {
    if (lines !== null) {
      // Both ways used: what stands in the call counts.
      if (ArrayIsArray(headers)) {
        if (headers.length % 2 !== 0) throw new (require('internal/errors').codes.ERR_INVALID_ARG_VALUE)('headers', headers);
        for (let i = 0; i < headers.length; i += 2) if (headers[i]) this.removeHeader(headers[i]);
        for (let i = 0; i < headers.length; i += 2) if (headers[i]) this.appendHeader(headers[i], headers[i + 1]);
      } else {
        const keys = primordials.ObjectKeys(headers);
        for (let i = 0; i < keys.length; i++) if (keys[i]) this.setHeader(keys[i], headers[keys[i]]);
      }
      lines = this[kOutHeaders];
    } else {
      lines = headers;
    }
  }
  let statusLine;
  const { statusMessage } = this;
  if (statusMessage === STATUS_CODES[statusCode]) {
    statusLine = statusLines[statusCode] ??= `HTTP/1.1 ${statusCode} ${statusMessage}\r\n`;
  } else {
    if (checkInvalidHeaderChar(statusMessage)) throw new ERR_INVALID_CHAR('statusMessage');
    statusLine = `HTTP/1.1 ${statusCode} ${statusMessage}\r\n`;
  }
  if (statusCode === 204 || statusCode === 304 || (statusCode >= 100 && statusCode <= 199)) this._hasBody = false;
  if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false;
  this._storeHeader(statusLine, lines);
  return this;
};
prototype.writeHeader = prototype.writeHead;

prototype.writeContinue = function(callback) {
  this._writeRaw('HTTP/1.1 100 Continue\r\n\r\n', 'latin1', callback);
  this._sent100 = true;
};

prototype.writeProcessing = function(callback) {
  this._writeRaw('HTTP/1.1 102 Processing\r\n\r\n', 'latin1', callback);
};

prototype.writeEarlyHints = function(hints, callback) {
  validateObject(hints, 'hints');
  if (hints.link === null || hints.link === undefined) return;
  const link = validateLinkHeaderValue(hints.link);
  if (link.length === 0) return;
  let head = `HTTP/1.1 103 Early Hints\r\nLink: ${link}\r\n`;
  const keys = primordials.ObjectKeys(hints);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key === 'link') continue;
    validateHeaderName(key);
    const value = hints[key];
    validateHeaderValue(key, value);
    head += `${key}: ${value}\r\n`;
  }
  this._writeRaw(`${head}\r\n`, 'latin1', callback);
};

// ---- what arrives ----

// Splits a head's first line and answers. Everything else about it waits until somebody asks.
function onRequest(connection, head, flags) {
  const { server } = connection;
  const Incoming = server[kIncomingMessage];
  const req = new Incoming();
  req._connection = connection;
  req[kHead] = head;
  const space = StringPrototypeIndexOf(head, ' ');
  req.method = StringPrototypeSlice(head, 0, space);
  const next = StringPrototypeIndexOf(head, ' ', space + 1);
  req.url = StringPrototypeSlice(head, space + 1, next);
  if ((flags & 4) !== 0) {
    req.httpVersion = '1.0';
    req.httpVersionMinor = 0;
  }
  if (server.joinDuplicateHeaders) req.joinDuplicateHeaders = true;
  const Response = server[kServerResponse];
  const res = new Response(req, responseOptions(server));
  res._connection = connection;
  req.res = res;
  res._keepAliveTimeout = server.keepAliveTimeout;
  if (server.maxRequestsPerSocket > 0) res._maxRequestsPerSocket = server.maxRequestsPerSocket;
  if (server[kUniqueHeaders] !== null) res[kUniqueHeaders] = server[kUniqueHeaders];
  if (server.rejectNonStandardBodyWrites) res[require('_http_outgoing').kRejectNonStandardBodyWrites] = true;
  if ((flags & 1) === 0) res.shouldKeepAlive = false;
  if (connection.outgoing === null && !connection.gone) connection.outgoing = res;
  else ArrayPrototypePush(connection.waiting ??= [], res);
  if ((flags & 2) !== 0) connection.incoming = req;
  connection.requests++;
  if (connection.waiting !== null && connection.waiting.length > 32) connection.pause();
  if (connection.socket !== null) connection.socket._httpMessage ??= res;
  if (startChannel.hasSubscribers) startChannel.publish({ request: req, response: res, socket: connection.getSocket(), server });
  if (createdChannel.hasSubscribers) createdChannel.publish({ request: req, response: res });
  if (server.requireHostHeader && req.httpVersionMinor === 1 && !hasHeader(head, '\r\nHost:', /\r\nhost:/i)) {
    res.writeHead(400, ['Connection', 'close']);
    res.end();
    return req;
  }
  if (server.maxRequestsPerSocket > 0) {
    const over = connection.requests >= server.maxRequestsPerSocket;
    res.maxRequestsOnConnectionReached = over;
    if (over && connection.requests > server.maxRequestsPerSocket) {
      if (server.listenerCount('dropRequest') > 0) server.emit('dropRequest', req, connection.getSocket());
      res.writeHead(503);
      res.end();
      return req;
    }
    if (over) res.shouldKeepAlive = false;
  }
  if (hasHeader(head, '\r\nExpect:', /\r\nexpect:/i) && req.httpVersionMinor === 1 && req.headers.expect !== undefined) {
    res._expect_continue = true;
    if (RegExpPrototypeExec(continueExpression, req.headers.expect) !== null) {
      if (server.listenerCount('checkContinue') > 0) {
        server.emit('checkContinue', req, res);
      } else {
        res.writeContinue();
        server.emit('request', req, res);
      }
    } else if (server.listenerCount('checkExpectation') > 0) {
      server.emit('checkExpectation', req, res);
    } else {
      res.writeHead(417);
      res.end();
    }
    return req;
  }
  server.emit('request', req, res);
  return req;
}

// The usual spelling first: a plain search costs a tenth of a regular expression.
const hasHeader = (head, usual, any) => StringPrototypeIndexOf(head, usual) !== -1 || RegExpPrototypeExec(any, head) !== null;

const optionsOf = Symbol('responseOptions');
function responseOptions(server) {
  return server[optionsOf];
}

// A request without a body is complete as soon as its handler has returned, as with Node's parser.
function completeBodyless(req) {
  req.complete = true;
  if (req[kStream]) req.push(null);
}

function onHeads(entry, answer, run) {
  const text = answer[entry[1] + 1];
  let at = 0;
  for (let i = 2; i < entry.length; i += 3) {
    const length = entry[i + 2];
    const connection = connections.get(entry[i]) ?? adopt(entry[i]);
    const head = entry.length === 5 ? text : StringPrototypeSlice(text, at, at + length);
    at += length;
    if (connection === undefined) continue;
    run(deliverHead, connection, { head, flags: entry[i + 1] });
    flushIfLate();
  }
}

function deliverHead(connection, { head, flags }) {
  setAsyncContext(connection.server._frame);
  const req = onRequest(connection, head, flags);
  if ((flags & 2) === 0) completeBodyless(req);
}

function adopt(id) {
  const owner = http.owner(id);
  const server = servers.get(owner);
  return server === undefined ? undefined : new Connection(id, server);
}
const servers = new primordials.SafeMap();

function onBody(entry, answer, run) {
  const connection = connections.get(entry[1]);
  const req = connection?.incoming;
  if (!req || req._dumped) return;
  const bytes = answer[entry[2] + 1];
  run(() => {
    const { FastBuffer } = require('internal/buffer');
    if (!req.push(new FastBuffer(bytes.buffer, bytes.byteOffset, bytes.byteLength))) connection.pause();
  });
}

function onComplete(entry, answer, run) {
  const connection = connections.get(entry[1]);
  const req = connection?.incoming;
  if (!req) return;
  connection.incoming = null;
  run(() => {
    req.complete = true;
    if (entry[2] !== null) req.rawTrailers = splitLines(entry[2], 0);
    if (!req._dumped) req.push(null);
    else if (req[kStream]) req.push(null);
  });
}

// '' when Python has closed it, null when the client has sent all it will, otherwise what broke it.
function onClosed(entry, answer, run) {
  const connection = connections.get(entry[1]);
  if (connection === undefined) return;
  run(() => {
    if (entry[2] === null) {
      halfClosed(connection);
      return;
    }
    connections.delete(connection.id);
    connection.gone = true;
    abort(connection, entry[2]);
    if (connection.socket !== null && !connection.socket.destroyed) {
      if (entry[2] === '') connection.socket.destroy();
      else connection.socket.destroy(genericNodeError(`read ${entry[2]}`, { code: entry[2], syscall: 'read' }));
    }
    connection.server._connectionGone?.();
  });
}

function halfClosed(connection) {
  if (connection.socket !== null) connection.socket.push(null);
  if (connection.server.httpAllowHalfOpen) return;
  const { outgoing, waiting } = connection;
  abortIncoming(connection);
  if (outgoing !== null) {
    if (waiting !== null && waiting.length > 0) waiting[waiting.length - 1]._last = true;
    else outgoing._last = true;
    connection.last = true;
  } else {
    http.destroy(connection.id);
  }
}

function abortIncoming(connection) {
  const req = connection.incoming;
  if (req === null) return;
  connection.incoming = null;
  req.destroy(connResetException('aborted'));
}

// The connection has gone: requests not answered are told.
function abort(connection) {
  abortIncoming(connection);
  const { outgoing, waiting } = connection;
  connection.outgoing = null;
  connection.waiting = null;
  if (outgoing !== null) lose(outgoing);
  if (waiting !== null) for (let i = 0; i < waiting.length; i++) lose(waiting[i]);
}

function lose(response) {
  const { req } = response;
  if (req[kStream] && !req.destroyed && !req.readableEnded) req.destroy(req.complete ? undefined : connResetException('aborted'));
  else if (!req[kStream] && req._events !== undefined) {
    req.aborted = true;
    req.destroyed ||= true;
    if (req._events.close !== undefined) req.emit('close');
  }
  emitClose(response);
}

function onDrained(entry, answer, run) {
  const response = connections.get(entry[1])?.outgoing;
  if (!response || !response[kNeedDrain]) return;
  run(() => {
    response[kNeedDrain] = false;
    response.emit('drain');
  });
}

function onOpened(entry, answer, run) {
  const { 1: id, 2: owner } = entry;
  const server = servers.get(owner);
  if (server === undefined) return;
  const connection = new Connection(id, server);
  run(() => server.emit('connection', connection.getSocket()));
}

const BAD = {
  '__proto__': null,
  'HPE_HEADER_OVERFLOW': 'HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n',
  'HPE_CHUNK_EXTENSIONS_OVERFLOW': 'HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\n\r\n',
  'ERR_HTTP_REQUEST_TIMEOUT': 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n',
};
const BAD_REQUEST = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';

function onBad(entry, answer, run) {
  const { 1: id, 2: code, 3: reason, 4: packet } = entry;
  const connection = connections.get(id) ?? adopt(id);
  if (connection === undefined) return;
  run(() => {
    const error = code === 'ERR_HTTP_REQUEST_TIMEOUT' ? new ERR_HTTP_REQUEST_TIMEOUT() : genericNodeError(`Parse Error: ${reason}`, { code, reason });
    if (packet) {
      error.bytesParsed = 0;
      error.rawPacket = require('buffer').Buffer.from(packet, 'latin1');
    }
    const { server } = connection;
    if (server.listenerCount('clientError') > 0) {
      server.emit('clientError', error, connection.getSocket());
      return;
    }
    // An answer already under way cannot be followed by another.
    if (connection.outgoing === null || connection.outgoing._header === null) connection.send(BAD[code] ?? BAD_REQUEST, 0);
    abortIncoming(connection);
    connection.send('', CLOSE);
    flush();
  });
}

function onUpgrade(entry, answer, run) {
  const { 1: id, 2: rest } = entry;
  const connection = connections.get(id);
  if (connection === undefined) return;
  run(() => {
    const req = connection.incoming ?? connection.outgoing?.req;
    connection.incoming = null;
    if (!req) return;
    const { server } = connection;
    req.upgrade = true;
    req.complete = true;
    const event = req.method === 'CONNECT' ? 'connect' : 'upgrade';
    if (server.listenerCount(event) === 0) {
      connection.destroy();
      return;
    }
    const { takeOver } = require('internal/http_socket');
    connection.outgoing = null;
    const socket = takeOver(connection);
    if (socket === undefined) return;
    req.socket = socket;
    req._connection = null;
    server.emit(event, req, socket, require('buffer').Buffer.from(rest, 'latin1'));
  });
}

const handlers = { 8: onHeads, 9: onBody, 10: onComplete, 11: onClosed, 12: onDrained, 13: onOpened, 14: onBad, 15: onUpgrade };

// ---- Server ----

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
  this[optionsOf] = highWaterMark === undefined ? undefined : { highWaterMark };
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
  FunctionPrototypeCall(net.Server, this, { allowHalfOpen: true, noDelay: options.noDelay ?? true, keepAlive: options.keepAlive,
                                            keepAliveInitialDelay: options.keepAliveInitialDelay, highWaterMark: options.highWaterMark });
  if (requestListener) {
    if (typeof requestListener !== 'function') throw new ERR_INVALID_ARG_TYPE('requestListener', 'Function', requestListener);
    this.on('request', requestListener);
  }
  this.httpAllowHalfOpen = false;
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
  this.on('newListener', onNewListener);
  if (options.shouldUpgradeCallback !== undefined) validateFunction(options.shouldUpgradeCallback, 'options.shouldUpgradeCallback');
}
ObjectSetPrototypeOf(Server.prototype, net.Server.prototype);
ObjectSetPrototypeOf(Server, net.Server);

// Sockets are made only for those who want to see each connection.
function onNewListener(event) {
  if (event === 'connection') {
    this._notify = true;
    this._configure();
  }
}

Server.prototype._makeHandle = function(target) {
  listen(handlers);
  const id = target.path !== undefined ? http.listen_unix(target.path, target.backlog, target.mode) :
    target.fd !== undefined ? http.listen_fd(target.fd, target.backlog) :
      http.listen(target.host, target.port, target.backlog, target.ipv6Only, target.reusePort);
  const handle = new StreamHandle(id);
  servers.set(id, this);
  handle.serverId = id;
  this._frame = require('internal/engine').getAsyncContext();
  this._httpId = id;
  this._configure();
  const event = handle.event;
  handle.event = (kind, a, b) => {
    if (kind === 13) this.emit('drop', b);
    else FunctionPrototypeCall(event, handle, kind, a, b);
  };
  return handle;
};

Server.prototype._configure = function() {
  if (this._httpId === undefined) return;
  const { getOptionValue } = require('internal/options');
  http.configure(this._httpId, this.headersTimeout, this.requestTimeout, this.keepAliveTimeout ? this.keepAliveTimeout + 1000 : 0,
                 this.maxHeaderSize || getOptionValue('--max-http-header-size') || 16384, this.maxConnections ?? 0,
                 !!this._notify || this.timeout > 0);
};

Server.prototype._countConnections = function() {
  return this._httpId === undefined ? 0 : http.count(this._httpId);
};

Server.prototype._connectionGone = function() {
  if (!this._handle) this._emitCloseIfDrained();
};

Server.prototype._emitCloseIfDrained = function() {
  if (this._handle || this._connections > 0 || this._countConnections() > 0 || this._closeEmitted) return;
  this._closeEmitted = true;
  process.nextTick(() => this.emit('close'));
};

Server.prototype.listen = function(...args) {
  this._closeEmitted = false;
  return primordials.ReflectApply(net.Server.prototype.listen, this, args);
};

Server.prototype.close = function(...args) {
  const open = !!this._handle;
  primordials.ReflectApply(net.Server.prototype.close, this, args);
  if (open) this.closeIdleConnections();
  return this;
};

Server.prototype[SymbolAsyncDispose] = async function() {
  const { promise, resolve, reject } = PromiseWithResolvers();
  this.close((error) => { if (error) reject(error); else resolve(); });
  await promise;
};

Server.prototype.closeAllConnections = function() {
  flush();
  if (this._httpId !== undefined) http.close_connections(this._httpId, false);
};

Server.prototype.closeIdleConnections = function() {
  flush();
  if (this._httpId !== undefined) http.close_connections(this._httpId, true);
};

Server.prototype.setTimeout = function(msecs, callback) {
  this.timeout = msecs;
  if (callback) this.on('timeout', callback);
  this._configure();
  return this;
};

// The limits may be set at any time.
for (const name of ['headersTimeout', 'requestTimeout', 'keepAliveTimeout', 'maxHeaderSize', 'maxConnections']) {
  const key = Symbol(name);
  primordials.ObjectDefineProperty(Server.prototype, name, {
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
    FunctionPrototypeCall(net.Server.prototype[EventEmitter.captureRejectionSymbol], this, error, event, ...args);
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

module.exports = { STATUS_CODES, Server, ServerResponse, storeHTTPOptions, kIncomingMessage, kServerResponse, onRequest };
