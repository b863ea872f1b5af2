'use strict';

// What a message has on its way out: headers, framing, and the order in which parts reach the connection.
//
// A message writes through `_transmit(text, buffer, callback)`. The server's goes to its connection in Python; the client's to its socket.

const {
  ArrayIsArray, ArrayPrototypeForEach, ArrayPrototypeJoin, ArrayPrototypePush, ArrayPrototypePushApply, ArrayPrototypeSome, DateNow,
  FunctionPrototypeCall, NumberPrototypeToString, ObjectDefineProperty, ObjectKeys, ObjectSetPrototypeOf, ObjectValues, RegExpPrototypeExec,
  StringPrototypeToLowerCase, Symbol,
} = primordials;

const Stream = require('stream').Stream ?? require('stream');
const {
  codes: { ERR_HTTP_BODY_NOT_ALLOWED, ERR_HTTP_CONTENT_LENGTH_MISMATCH, ERR_HTTP_HEADERS_SENT, ERR_HTTP_INVALID_HEADER_VALUE, ERR_HTTP_TRAILER_INVALID,
           ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_CHAR, ERR_INVALID_HTTP_TOKEN, ERR_METHOD_NOT_IMPLEMENTED, ERR_STREAM_ALREADY_FINISHED,
           ERR_STREAM_CANNOT_PIPE, ERR_STREAM_DESTROYED, ERR_STREAM_NULL_VALUES, ERR_STREAM_WRITE_AFTER_END },
  hideStackFrames,
} = require('internal/errors');
const { validateString } = require('internal/validators');
const { isUint8Array } = require('internal/util/types');
const ending = require('internal/http/ending');
const { _checkIsHttpToken: checkIsHttpToken, _checkInvalidHeaderChar: checkInvalidHeaderChar } = require('_http_common');

const kOutHeaders = Symbol('kOutHeaders');
const kNeedDrain = Symbol('kNeedDrain');
const kCorked = Symbol('corked');
const kChunkedBuffer = Symbol('kChunkedBuffer');
const kErrored = Symbol('errored');
const kUniqueHeaders = Symbol('kUniqueHeaders');
const kHighWaterMark = Symbol('kHighWaterMark');
const kBytesWritten = Symbol('kBytesWritten');
const HIGH_WATER_MARK = 65536;

// ---- the date, once a second ----

let dateText;
let dateUntil = 0;
function utcDate() {
  const now = DateNow();
  if (now >= dateUntil) {
    dateText = new primordials.Date(now).toUTCString();
    dateUntil = now - (now % 1000) + 1000;
  }
  return dateText;
}

// ---- validation ----

const validateHeaderName = hideStackFrames((name, label) => {
  if (typeof name !== 'string' || !name || !checkIsHttpToken(name)) {
    throw new ERR_INVALID_HTTP_TOKEN.HideStackFramesError(label || 'Header name', name);
  }
});

const validateHeaderValue = hideStackFrames((name, value) => {
  if (value === undefined) throw new ERR_HTTP_INVALID_HEADER_VALUE.HideStackFramesError(value, name);
  const invalid = ArrayIsArray(value) ? ArrayPrototypeSome(value, (one) => checkInvalidHeaderChar(one)) : checkInvalidHeaderChar(value);
  if (invalid) throw new ERR_INVALID_CHAR.HideStackFramesError('header content', name);
});

// The commonest names and values need no regular expression: they have been seen before.
const knownNames = { __proto__: null };
let knownCount = 0;
function checkName(name) {
  if (knownNames[name] !== undefined) return knownNames[name];
  validateHeaderName(name);
  const lower = StringPrototypeToLowerCase(name);
  if (knownCount < 512) {
    knownCount++;
    knownNames[name] = lower;
  }
  return lower;
}

// ---- the class ----

function OutgoingMessage(options) {
  FunctionPrototypeCall(Stream, this, options);
  if (options?.highWaterMark !== undefined) this[kHighWaterMark] = options.highWaterMark;
}
ObjectSetPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
ObjectSetPrototypeOf(OutgoingMessage, Stream);

const { prototype } = OutgoingMessage;
// Defaults stand here: a message has fields only for what differs, and Express replays every own field.
prototype.destroyed = false;
prototype.finished = false;
prototype.writable = true;
prototype._last = false;
prototype.chunkedEncoding = false;
prototype.shouldKeepAlive = true;
prototype.maxRequestsOnConnectionReached = false;
prototype._defaultKeepAlive = true;
prototype.useChunkedEncodingByDefault = true;
prototype.sendDate = false;
prototype._removedConnection = false;
prototype._removedContLen = false;
prototype._removedTE = false;
prototype.strictContentLength = false;
prototype._contentLength = null;
prototype._hasBody = true;
prototype._trailer = '';
prototype._headerSent = false;
prototype._closed = false;
prototype._header = null;
prototype._keepAliveTimeout = 0;
prototype._maxRequestsPerSocket = undefined;
prototype.outputSize = 0;
prototype[kNeedDrain] = false;
prototype[kCorked] = 0;
prototype[kErrored] = null;
prototype[kOutHeaders] = null;
prototype[kUniqueHeaders] = null;
prototype[kHighWaterMark] = HIGH_WATER_MARK;
prototype[kChunkedBuffer] = null;
prototype[kBytesWritten] = 0;
prototype._socket = null;
prototype._expect_continue = false;

const accessor = (name, get, set) => ObjectDefineProperty(prototype, name, { __proto__: null, configurable: true, enumerable: false, get, set });

// The parts that wait for a socket; made when first asked for.
ObjectDefineProperty(prototype, 'outputData', {
  __proto__: null, configurable: true, enumerable: false,
  get() { return this.outputData = []; },
  set(value) { ObjectDefineProperty(this, 'outputData', { __proto__: null, value, writable: true, configurable: true, enumerable: true }); },
});

accessor('socket', function() { return this._socket; }, function(value) { this._socket = value; });
accessor('connection', function() { return this.socket; }, function(value) { this.socket = value; });
accessor('errored', function() { return this[kErrored]; });
accessor('closed', function() { return this._closed; });
accessor('writableFinished', function() { return this.finished && this.outputSize === 0 && this._queuedBytes() === 0; });
accessor('writableObjectMode', () => false);
accessor('writableLength', function() { return this.outputSize + this._queuedBytes(); });
accessor('writableHighWaterMark', function() { return this._socket?.writableHighWaterMark ?? this[kHighWaterMark]; });
accessor('writableCorked', function() { return this[kCorked]; });
accessor('writableEnded', function() { return this.finished; });
accessor('writableNeedDrain', function() { return !this.destroyed && !this.finished && this[kNeedDrain]; });
accessor('headersSent', function() { return !!this._header; });
accessor('_headers', function() { return this.getHeaders(); }, function(value) {
  this[kOutHeaders] = null;
  if (value !== null && typeof value === 'object') for (const name in value) this.setHeader(name, value[name]);
});
accessor('_headerNames', function() {
  const names = { __proto__: null };
  for (const key in this[kOutHeaders]) names[key] = this[kOutHeaders][key][0];
  return names;
});

prototype._queuedBytes = function() {
  return this._socket?.writableLength ?? 0;
};

prototype.cork = function() {
  this[kCorked]++;
  this._socket?.cork?.();
};

prototype.uncork = function() {
  if (this[kCorked] > 0) this[kCorked]--;
  this._socket?.uncork?.();
  if (this[kCorked] || this[kChunkedBuffer] === null) return;
  flushChunks(this);
};

function flushChunks(message) {
  const parts = message[kChunkedBuffer];
  message[kChunkedBuffer] = null;
  if (parts === null || parts.length === 0) return;
  let length = 0;
  for (let i = 0; i < parts.length; i++) length += parts[i].length;
  const { Buffer } = require('buffer');
  const buffers = [];
  const callbacks = [];
  for (let i = 0; i < parts.length; i++) {
    const { chunk, encoding, callback } = parts[i];
    buffers[i] = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
    if (callback) ArrayPrototypePush(callbacks, callback);
  }
  const done = callbacks.length === 0 ? undefined : (error) => ArrayPrototypeForEach(callbacks, (callback) => callback(error));
  const size = NumberPrototypeToString(length, 16);
  if (message._socket === null) {
    message._send(`${size}\r\n`, 'latin1', null);
    message._send(Buffer.concat(buffers), null, null);
  } else {
    message._send(size, 'latin1', null);
    message._send('\r\n', 'latin1', null);
    for (let i = 0; i < parts.length; i++) message._send(parts[i].chunk, parts[i].encoding, null);
  }
  message._send('\r\n', 'latin1', done);
}

prototype.setTimeout = function(msecs, callback) {
  if (callback) this.on('timeout', callback);
  const { socket } = this;
  if (socket) socket.setTimeout(msecs);
  else this.once('socket', (s) => s.setTimeout(msecs));
  return this;
};

prototype.destroy = function(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  this[kErrored] = error;
  const { socket } = this;
  if (socket) socket.destroy(error);
  else this.once('socket', (s) => s.destroy(error));
  return this;
};

// ---- headers ----

prototype.setHeader = function(name, value) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('set');
  const lower = checkName(name);
  validateHeaderValue(name, value);
  const headers = this[kOutHeaders] ??= { __proto__: null };
  headers[lower] = [name, value];
  return this;
};

prototype.setHeaders = function(headers) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('set');
  if (!headers || ArrayIsArray(headers) || typeof headers.keys !== 'function' || typeof headers.get !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
  }
  const cookies = [];
  for (const { 0: key, 1: value } of headers) {
    if (key === 'set-cookie') {
      if (ArrayIsArray(value)) ArrayPrototypePushApply(cookies, value);
      else ArrayPrototypePush(cookies, value);
      continue;
    }
    this.setHeader(key, value);
  }
  if (cookies.length) this.setHeader('set-cookie', cookies);
  return this;
};

prototype.appendHeader = function(name, value) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('append');
  const lower = checkName(name);
  validateHeaderValue(name, value);
  const headers = this[kOutHeaders] ??= { __proto__: null };
  const known = headers[lower];
  if (known === undefined) {
    headers[lower] = [name, value];
  } else {
    if (!ArrayIsArray(known[1])) known[1] = [known[1]];
    if (ArrayIsArray(value)) for (let i = 0; i < value.length; i++) ArrayPrototypePush(known[1], value[i]);
    else ArrayPrototypePush(known[1], value);
  }
  return this;
};

prototype.getHeader = function(name) {
  validateString(name, 'name');
  const headers = this[kOutHeaders];
  if (headers === null) return undefined;
  return headers[knownNames[name] ?? StringPrototypeToLowerCase(name)]?.[1];
};

prototype.getHeaderNames = function() {
  return this[kOutHeaders] === null ? [] : ObjectKeys(this[kOutHeaders]);
};

prototype.getRawHeaderNames = function() {
  const headers = this[kOutHeaders];
  if (headers === null) return [];
  const values = ObjectValues(headers);
  for (let i = 0; i < values.length; i++) values[i] = values[i][0];
  return values;
};

prototype.getHeaders = function() {
  const result = { __proto__: null };
  const headers = this[kOutHeaders];
  for (const key in headers) result[key] = headers[key][1];
  return result;
};

prototype.hasHeader = function(name) {
  validateString(name, 'name');
  return this[kOutHeaders] !== null && this[kOutHeaders][StringPrototypeToLowerCase(name)] !== undefined;
};

prototype.removeHeader = function(name) {
  validateString(name, 'name');
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('remove');
  const key = StringPrototypeToLowerCase(name);
  switch (key) {
    case 'connection': this._removedConnection = true; break;
    case 'content-length': this._removedContLen = true; break;
    case 'transfer-encoding': this._removedTE = true; break;
    case 'date': this.sendDate = false; break;
  }
  if (this[kOutHeaders] !== null) delete this[kOutHeaders][key];
};

prototype._renderHeaders = function() {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
  const headers = this[kOutHeaders];
  const result = {};
  for (const key in headers) result[headers[key][0]] = headers[key][1];
  return result;
};

// ---- the head ----

function headerLines(message, state, name, value, validate) {
  if (validate) validateHeaderName(name);
  const lower = knownNames[name] ?? StringPrototypeToLowerCase(name);
  if (ArrayIsArray(value)) {
    const joins = lower === 'cookie' || message[kUniqueHeaders]?.has(lower);
    if ((value.length < 2 || !joins) && !message[kUniqueHeaders]?.has(lower)) {
      for (let i = 0; i < value.length; i++) headerLine(message, state, name, lower, value[i], validate);
      return;
    }
    value = ArrayPrototypeJoin(value, '; ');
  }
  headerLine(message, state, name, lower, value, validate);
}

function headerLine(message, state, name, lower, value, validate) {
  if (validate) validateHeaderValue(name, value);
  state.text += `${name}: ${value}\r\n`;
  switch (lower) {
    case 'connection':
      state.connection = true;
      message._removedConnection = false;
      if (RegExpPrototypeExec(/(?:^|\W)close(?:$|\W)/i, value) !== null) message._last = true;
      else message.shouldKeepAlive = true;
      if (RegExpPrototypeExec(/(?:^|\W)upgrade(?:$|\W)/i, value) !== null) state.upgrade = true;
      break;
    case 'transfer-encoding':
      state.te = true;
      message._removedTE = false;
      if (RegExpPrototypeExec(/(?:^|\W)chunked(?:$|\W)/i, value) !== null) message.chunkedEncoding = true;
      break;
    case 'content-length':
      state.contLen = true;
      message._contentLength = +value;
      message._removedContLen = false;
      break;
    case 'date': state.date = true; break;
    case 'expect': state.expect = true; break;
    case 'trailer': state.trailer = true; break;
    case 'keep-alive': message._defaultKeepAlive = false; break;
  }
}

prototype._storeHeader = function(firstLine, headers) {
  const state = { connection: false, contLen: false, te: false, date: false, expect: false, trailer: false, upgrade: false, text: firstLine };
  if (headers) {
    if (headers === this[kOutHeaders]) {
      for (const key in headers) headerLines(this, state, headers[key][0], headers[key][1], false);
    } else if (ArrayIsArray(headers)) {
      if (headers.length && ArrayIsArray(headers[0])) {
        for (let i = 0; i < headers.length; i++) headerLines(this, state, headers[i][0], headers[i][1], true);
      } else {
        if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
        for (let i = 0; i < headers.length; i += 2) headerLines(this, state, headers[i], headers[i + 1], true);
      }
    } else {
      for (const key in headers) if (primordials.ObjectHasOwn(headers, key)) headerLines(this, state, key, headers[key], true);
    }
  }
  let head = state.text;
  if (this.sendDate && !state.date) head += `Date: ${utcDate()}\r\n`;
  // Statuses that have no body must not be framed as if they had.
  if (this.chunkedEncoding && (this.statusCode === 204 || this.statusCode === 304)) {
    this.chunkedEncoding = false;
    this.shouldKeepAlive = false;
  }
  if (this._removedConnection) {
    this._last = !this.shouldKeepAlive;
  } else if (!state.connection) {
    const keeps = this.shouldKeepAlive && (state.contLen || this.useChunkedEncodingByDefault || this.agent);
    if (keeps && this.maxRequestsOnConnectionReached) {
      head += 'Connection: close\r\n';
    } else if (keeps) {
      head += 'Connection: keep-alive\r\n';
      if (this._keepAliveTimeout && this._defaultKeepAlive) {
        const seconds = primordials.MathFloor(this._keepAliveTimeout / 1000);
        const max = ~~this._maxRequestsPerSocket > 0 ? `, max=${this._maxRequestsPerSocket}` : '';
        head += `Keep-Alive: timeout=${seconds}${max}\r\n`;
      }
    } else {
      this._last = true;
      head += 'Connection: close\r\n';
    }
  }
  if (!state.contLen && !state.te) {
    if (!this._hasBody) {
      this.chunkedEncoding = false;
    } else if (!this.useChunkedEncodingByDefault) {
      this._last = true;
    } else if (!state.trailer && !this._removedContLen && typeof this._contentLength === 'number') {
      head += `Content-Length: ${this._contentLength}\r\n`;
    } else if (!this._removedTE) {
      head += 'Transfer-Encoding: chunked\r\n';
      this.chunkedEncoding = true;
    } else {
      // Nothing says where the body ends but the end of the connection.
      this._last = true;
    }
  }
  if (this.chunkedEncoding !== true && state.trailer) throw new ERR_HTTP_TRAILER_INVALID();
  this._header = `${head}\r\n`;
  this._headerSent = false;
  if (state.expect) this._send('');
};

prototype._implicitHeader = function() {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()');
};

prototype.flushHeaders = function() {
  if (!this._header) this._implicitHeader();
  this._send('');
};

// ---- the body ----

// Puts the head before the first part, in the same write.
prototype._send = function(data, encoding, callback) {
  if (!this._headerSent && this._header !== null) {
    const head = this._header;
    this._headerSent = true;
    if (typeof data === 'string' && (encoding === 'utf8' || encoding === 'latin1' || !encoding)) {
      if (encoding === 'latin1' || isAscii(data)) return this._transmit(head + data, undefined, callback);
      return this._transmit(head, require('buffer').Buffer.from(data, 'utf8'), callback);
    }
    return this._transmit(head, typeof data === 'string' ? require('buffer').Buffer.from(data, encoding) : data, callback);
  }
  return this._writeRaw(data, encoding, callback);
};

prototype._writeRaw = function(data, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (typeof data === 'string') {
    if (encoding === 'latin1' || ((encoding === 'utf8' || !encoding) && isAscii(data))) return this._transmit(data, undefined, callback);
    return this._transmit('', require('buffer').Buffer.from(data, encoding ?? 'utf8'), callback);
  }
  return this._transmit('', data, callback);
};

const nonAscii = /[^\x00-\x7f]/;
const isAscii = (text) => RegExpPrototypeExec(nonAscii, text) === null;

prototype.write = function(chunk, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  const result = writeChunk(this, chunk, encoding, callback, false);
  if (!result) this[kNeedDrain] = true;
  return result;
};

function onError(message, error, callback) {
  if (!message.destroyed) process.nextTick(emitError, message, error, callback);
}

function emitError(message, error, callback) {
  if (typeof callback === 'function') callback(error);
  if (!message.destroyed) message.emit('error', error);
}

function writeChunk(message, chunk, encoding, callback, fromEnd) {
  if (typeof callback !== 'function') callback = undefined;
  let length;
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  if (typeof chunk === 'string') length = require('buffer').Buffer.byteLength(chunk, encoding ?? 'utf8');
  else if (isUint8Array(chunk)) length = chunk.length;
  else throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
  let error;
  if (message.finished) error = new ERR_STREAM_WRITE_AFTER_END();
  else if (message.destroyed) error = new ERR_STREAM_DESTROYED('write');
  if (error) {
    if (!message.destroyed) onError(message, error, callback);
    else if (callback) process.nextTick(callback, error);
    return false;
  }
  if (!message._header) {
    if (fromEnd) message._contentLength = length;
    message._implicitHeader();
  }
  if (message.strictContentLength && message._contentLength !== null && message._hasBody && !message.chunkedEncoding) {
    const total = message[kBytesWritten] + length;
    if (fromEnd ? total !== message._contentLength : total > message._contentLength) {
      throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(total, message._contentLength);
    }
    message[kBytesWritten] = total;
  }
  if (!message._hasBody) {
    if (message[kRejectNonStandardBodyWrites]) throw new ERR_HTTP_BODY_NOT_ALLOWED();
    if (callback) process.nextTick(callback);
    return true;
  }
  if (!fromEnd) message._corkForTick();
  if (message.chunkedEncoding && length !== 0) {
    if (message[kCorked] && message._headerSent) {
      ArrayPrototypePush(message[kChunkedBuffer] ??= [], { chunk, encoding, callback, length });
      return true;
    }
    const size = NumberPrototypeToString(length, 16);
    if (message._socket !== null) {
      // Whoever watches a socket of JavaScript sees the parts that Node writes.
      message._send(size, 'latin1', null);
      message._send('\r\n', 'latin1', null);
    } else if (typeof chunk === 'string' && (!encoding || encoding === 'utf8' || encoding === 'latin1') && (encoding === 'latin1' || length === chunk.length)) {
      return message._send(`${size}\r\n${chunk}\r\n`, 'latin1', callback);
    } else {
      message._send(`${size}\r\n`, 'latin1', null);
    }
    message._send(chunk, encoding, null);
    return message._send('\r\n', 'latin1', callback);
  }
  return message._send(chunk, encoding, callback);
}

const kRejectNonStandardBodyWrites = Symbol('kRejectNonStandardBodyWrites');
prototype[kRejectNonStandardBodyWrites] = false;

prototype.addTrailers = function(headers) {
  this._trailer = '';
  const isArray = ArrayIsArray(headers);
  const keys = ObjectKeys(headers);
  for (let i = 0; i < keys.length; i++) {
    const name = isArray ? headers[keys[i]][0] : keys[i];
    const value = isArray ? headers[keys[i]][1] : headers[keys[i]];
    validateHeaderName(name, 'Trailer name');
    const values = ArrayIsArray(value) ? value : [value];
    for (let j = 0; j < values.length; j++) {
      if (checkInvalidHeaderChar(values[j])) throw new ERR_INVALID_CHAR('trailer content', name);
      this._trailer += `${name}: ${values[j]}\r\n`;
    }
  }
};

prototype.end = function(chunk, encoding, callback) {
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (chunk) {
    if (this.finished) {
      onError(this, new ERR_STREAM_WRITE_AFTER_END(), typeof callback === 'function' ? callback : undefined);
      return this;
    }
    this._corkTransport();
    ending.message = this;
    writeChunk(this, chunk, encoding, null, true);
    ending.message = null;
  } else if (this.finished) {
    if (typeof callback === 'function') {
      if (!this.writableFinished) this.on('finish', callback);
      else callback(new ERR_STREAM_ALREADY_FINISHED('end'));
    }
    return this;
  } else if (!this._header) {
    this._corkTransport();
    this._contentLength = 0;
    this._implicitHeader();
  }
  if (typeof callback === 'function') this.once('finish', callback);
  if (this.strictContentLength && this._hasBody && !this.chunkedEncoding && this._contentLength !== null && this[kBytesWritten] !== this._contentLength && this._header) {
    throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(this[kBytesWritten], this._contentLength);
  }
  if (this[kChunkedBuffer] !== null) {
    this[kCorked] = 0;
    flushChunks(this);
  }
  this[kCorked] = 0;
  this.finished = true;
  this._endTransport(!!chunk);
  return this;
};

// ---- the transport: a socket, or a list until there is one ----

// One part to the socket, or in line for it. False where the caller should wait for 'drain'.
prototype._transmit = function(text, buffer, callback) {
  const socket = this._socket;
  if (socket !== null && socket._httpMessage === this && socket.writable) {
    if (buffer === undefined) return socket.write(text, 'latin1', callback);
    if (text !== '') socket.write(text, 'latin1');
    return socket.write(buffer, callback);
  }
  if (socket !== null && socket.destroyed) return false;
  const before = this.outputSize;
  if (buffer === undefined) {
    ArrayPrototypePush(this.outputData, { data: text, encoding: 'latin1', callback });
  } else {
    if (text !== '') ArrayPrototypePush(this.outputData, { data: text, encoding: 'latin1', callback: null });
    ArrayPrototypePush(this.outputData, { data: buffer, encoding: null, callback });
    this.outputSize += buffer.length;
  }
  this.outputSize += text.length;
  this._onPendingData(this.outputSize - before);
  return this.outputSize < this[kHighWaterMark];
};

prototype._onPendingData = () => {};

// The socket is here: what has waited for it leaves.
prototype._flush = function() {
  const socket = this._socket;
  if (!socket?.writable) return;
  const more = this._flushOutput(socket);
  if (this.finished) {
    this._finish();
  } else if (more && this[kNeedDrain]) {
    this[kNeedDrain] = false;
    this.emit('drain');
  }
};

prototype._flushOutput = function(socket) {
  const parts = this.outputData;
  if (parts.length === 0) return undefined;
  this.outputData = [];
  socket.cork();
  let more;
  for (let i = 0; i < parts.length; i++) more = socket.write(parts[i].data, parts[i].encoding, parts[i].callback);
  socket.uncork();
  this._onPendingData(-this.outputSize);
  this.outputSize = 0;
  return more;
};

prototype._corkTransport = function() {
  this._socket?.cork?.();
};

// Parts of one tick leave together.
prototype._corkForTick = function() {
  const socket = this._socket;
  if (socket === null || socket.writableCorked || !socket.cork) return;
  socket.cork();
  process.nextTick(uncork, socket);
};

function uncork(socket) {
  socket.uncork();
}

// The last part: 'prefinish' when all is with the socket, 'finish' when it has been written.
prototype._endTransport = function(hadChunk) {
  const finish = (error) => {
    if (!error?.code) this.emit('finish');
  };
  if (this._hasBody && this.chunkedEncoding) this._send(`0\r\n${this._trailer}\r\n`, 'latin1', finish);
  else if (!this._headerSent || this.writableLength || hadChunk) this._send('', 'latin1', finish);
  else process.nextTick(finish);
  const socket = this._socket;
  if (socket?._writableState) {
    socket._writableState.corked = 1;
    socket.uncork();
  }
  if (this.outputData.length === 0 && socket !== null && socket._httpMessage === this) this._finish();
};

prototype._finish = function() {
  this.emit('prefinish');
};

prototype.pipe = function() {
  this.emit('error', new ERR_STREAM_CANNOT_PIPE());
};

prototype[require('events').captureRejectionSymbol] = function(error) {
  this.destroy(error);
};

function parseUniqueHeadersOption(headers) {
  if (!ArrayIsArray(headers)) return null;
  const unique = new primordials.SafeSet();
  for (let i = 0; i < headers.length; i++) unique.add(StringPrototypeToLowerCase(headers[i]));
  return unique;
}

module.exports = {
  OutgoingMessage, kHighWaterMark, kUniqueHeaders, kOutHeaders, kNeedDrain, kErrored, kRejectNonStandardBodyWrites,
  parseUniqueHeadersOption, validateHeaderName, validateHeaderValue, utcDate, isAscii,
};
