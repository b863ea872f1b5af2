'use strict';

// http.ServerResponse. It writes to its direct connection (kDirect), or to a socket like every OutgoingMessage.

const {
  ArrayIsArray, FunctionPrototypeCall, ObjectDefineProperty, ObjectKeys, ObjectSetPrototypeOf, RegExpPrototypeExec, Symbol,
} = primordials;

const {
  OutgoingMessage, isWritingLastPart, kErrored, kOutHeaders, kNeedDrain, validateHeaderName, validateHeaderValue,
} = require('_http_outgoing');
const { kDirect } = require('_http_incoming');
const { _checkInvalidHeaderChar: checkInvalidHeaderChar } = require('_http_common');
const {
  codes: {
    ERR_HTTP_HEADERS_SENT, ERR_HTTP_INVALID_STATUS_CODE, ERR_HTTP_SOCKET_ASSIGNED, ERR_INVALID_ARG_VALUE, ERR_INVALID_CHAR,
    ERR_STREAM_DESTROYED,
  },
} = require('internal/errors');
const { validateLinkHeaderValue, validateObject } = require('internal/validators');
const { STATUS_CODES } = require('internal/http/status');

const kWaits = Symbol('waits');

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
prototype[kDirect] = null;  // the direct connection
prototype[kWaits] = false;  // for the responses before it on that connection

ObjectDefineProperty(prototype, 'socket', {
  __proto__: null, configurable: true, enumerable: false,
  get() {
    if (this._socket !== null) return this._socket;
    return this[kDirect] !== null && !this[kWaits] ? this[kDirect].getSocket() : null;
  },
  set(value) { this._socket = value; },
});
ObjectDefineProperty(prototype, 'writableHighWaterMark', {
  __proto__: null, configurable: true, get() { return 65536; },
});

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

// ---- the transport: OutgoingMessage has a socket, here is the direct connection ----

prototype._queuedBytes = function() {
  const connection = this[kDirect];
  if (connection === null) return FunctionPrototypeCall(OutgoingMessage.prototype._queuedBytes, this);
  if (this.finished) return 0;
  return this[kNeedDrain] ? connection.queued() : connection.writtenThisTurn();
};

prototype._transmit = function(text, buffer, callback) {
  const connection = this[kDirect];
  if (connection === null || connection.outgoing !== this) {
    return FunctionPrototypeCall(OutgoingMessage.prototype._transmit, this, text, buffer, callback);
  }
  connection.write(text, 0, buffer);
  if (typeof callback === 'function') process.nextTick(callback, connection.gone ? new ERR_STREAM_DESTROYED('write') : null);
  if (isWritingLastPart(this)) return true;
  return connection.hasRoom(buffer === undefined ? text.length : text.length + buffer.length);
};

// Bytes of responses that wait for their turn are counted: a client that sends many requests and reads no response is not read on and on.
prototype._onPendingData = function(delta) {
  if (this[kDirect] !== null) this[kDirect].pending += delta;
};

prototype._corkTransport = function() {
  if (this[kDirect] === null) FunctionPrototypeCall(OutgoingMessage.prototype._corkTransport, this);
};

prototype._corkForTick = function() {
  const connection = this[kDirect];
  if (connection === null) FunctionPrototypeCall(OutgoingMessage.prototype._corkForTick, this);
  else if (connection.outgoing === this) connection.corkForTick();
};

prototype._endTransport = function(hadChunk) {
  const connection = this[kDirect];
  if (connection === null) {
    FunctionPrototypeCall(OutgoingMessage.prototype._endTransport, this, hadChunk);
    return;
  }
  if (this._hasBody && this.chunkedEncoding) this._send(`0\r\n${this._trailer}\r\n`, 'latin1', null);
  else if (!this._headerSent) this._send('', 'latin1', null);
  if (this._events !== undefined && this._events.prefinish !== undefined) this.emit('prefinish');
  if (connection.outgoing === this) connection.endResponse(this);
};

// ---- its end ----

function emitClose(response) {
  if (response._closed) return;
  response.destroyed = true;
  response._closed = true;
  if (response._events !== undefined && response._events.close !== undefined) response.emit('close');
}

prototype.destroy = function(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  this[kErrored] = error;
  const connection = this[kDirect];
  if (connection !== null && !this[kWaits]) {
    connection.destroy(error);
  } else if (this._socket) {
    this._socket.destroy(error);
  } else {
    this.once('socket', (socket) => socket.destroy(error));
  }
  return this;
};

prototype.setTimeout = function(msecs, callback) {
  if (callback) this.on('timeout', callback);
  this.socket?.setTimeout(msecs);
  return this;
};

// ---- the head ----

prototype._implicitHeader = function() {
  this.writeHead(this.statusCode);
};

// First lines by status, where the reason is the usual one.
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
      // Headers of the call replace those that were set before.
      if (ArrayIsArray(headers)) {
        if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
        for (let i = 0; i < headers.length; i += 2) if (headers[i]) this.removeHeader(headers[i]);
        for (let i = 0; i < headers.length; i += 2) if (headers[i]) this.appendHeader(headers[i], headers[i + 1]);
      } else {
        const keys = ObjectKeys(headers);
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
  const keys = ObjectKeys(hints);
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

module.exports = { ServerResponse, emitClose, kWaits };
