'use strict';

// A message on its way out, a client's request or a server's response: its framing, and the order in which its parts reach the transport.
//
// A message writes through `_transmit(text, buffer, callback)`: to its socket, or into a list until it has one. A response on a direct
// connection writes to the connection instead (internal/http/server/response.js).

const {
  ArrayIsArray, ArrayPrototypeForEach, ArrayPrototypePush, FunctionPrototypeCall, NumberPrototypeToString, ObjectAssign,
  ObjectDefineProperty, ObjectKeys, ObjectSetPrototypeOf, RegExpPrototypeExec, Symbol,
} = primordials;

const { Buffer } = require('buffer');
const Stream = require('stream').Stream ?? require('stream');
const {
  codes: {
    ERR_HTTP_BODY_NOT_ALLOWED, ERR_HTTP_CONTENT_LENGTH_MISMATCH, ERR_INVALID_ARG_TYPE, ERR_INVALID_CHAR, ERR_METHOD_NOT_IMPLEMENTED,
    ERR_STREAM_ALREADY_FINISHED, ERR_STREAM_CANNOT_PIPE, ERR_STREAM_DESTROYED, ERR_STREAM_NULL_VALUES, ERR_STREAM_WRITE_AFTER_END,
  },
} = require('internal/errors');
const { isUint8Array } = require('internal/util/types');
const { _checkInvalidHeaderChar: checkInvalidHeaderChar, heads } = require('_http_common');
const { storeHead } = require('internal/http/outgoing/head');
const {
  headerMethods, kOutHeaders, kUniqueHeaders, parseUniqueHeadersOption, validateHeaderName, validateHeaderValue,
} = require('internal/http/outgoing/headers');

const kNeedDrain = Symbol('kNeedDrain');
const kCorked = Symbol('corked');
const kChunkedBuffer = Symbol('kChunkedBuffer');
const kErrored = Symbol('errored');
const kHighWaterMark = Symbol('kHighWaterMark');
const kBytesWritten = Symbol('kBytesWritten');
const kRejectNonStandardBodyWrites = Symbol('kRejectNonStandardBodyWrites');
const HIGH_WATER_MARK = 65536;

// ---- the class ----

function OutgoingMessage(options) {
  FunctionPrototypeCall(Stream, this, options);
  if (options?.highWaterMark !== undefined) this[kHighWaterMark] = options.highWaterMark;
}
ObjectSetPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
ObjectSetPrototypeOf(OutgoingMessage, Stream);

const { prototype } = OutgoingMessage;
// The defaults: a message gets an own field only where its value differs. Express replaces the prototype of each response, and V8 then
// defines every own field again.
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
prototype[kRejectNonStandardBodyWrites] = false;
prototype._socket = null;
prototype._expect_continue = false;

const accessor = (name, get, set) =>
  ObjectDefineProperty(prototype, name, { __proto__: null, configurable: true, enumerable: false, get, set });

// The parts that wait for a socket. The list is made when it is first read.
ObjectDefineProperty(prototype, 'outputData', {
  __proto__: null, configurable: true, enumerable: false,
  get() { return this.outputData = []; },
  set(value) {
    ObjectDefineProperty(this, 'outputData', { __proto__: null, value, writable: true, configurable: true, enumerable: true });
  },
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

// ---- the head ----

ObjectAssign(prototype, headerMethods);
prototype._storeHeader = storeHead;

prototype._implicitHeader = function() {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()');
};

prototype.flushHeaders = function() {
  if (!this._header) this._implicitHeader();
  this._send('');
};

// ---- the body ----

// Writes a part, the first one behind the head.
prototype._send = function(data, encoding, callback) {
  if (!this._headerSent && this._header !== null) {
    const head = this._header;
    this._headerSent = true;
    if (typeof data === 'string' && (encoding === 'utf8' || encoding === 'latin1' || !encoding)) {
      if (encoding === 'latin1') return this._transmit(head + data, undefined, callback);
      // Head and text are one string to Node, and cross in the encoding of the text.
      if (heads.beyondAscii && !isAscii(head)) return this._transmit('', Buffer.from(head + data, 'utf8'), callback);
      if (isAscii(data)) return this._transmit(head + data, undefined, callback);
      return this._transmit(head, Buffer.from(data, 'utf8'), callback);
    }
    return this._transmit(head, typeof data === 'string' ? Buffer.from(data, encoding) : data, callback);
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
    return this._transmit('', Buffer.from(data, encoding ?? 'utf8'), callback);
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

const countsBody = (message) =>
  message.strictContentLength && message._contentLength !== null && message._hasBody && !message.chunkedEncoding;

function writeChunk(message, chunk, encoding, callback, fromEnd) {
  if (typeof callback !== 'function') callback = undefined;
  let length;
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  if (typeof chunk === 'string') length = Buffer.byteLength(chunk, encoding ?? 'utf8');
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
  if (countsBody(message)) {
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
  if (message.chunkedEncoding && length !== 0) return writeHttpChunk(message, chunk, encoding, callback, length);
  return message._send(chunk, encoding, callback);
}

// Writes `chunk` as one chunk of the body. A corked message keeps it, and writes one chunk when it is uncorked.
function writeHttpChunk(message, chunk, encoding, callback, length) {
  if (message[kCorked] && message._headerSent) {
    ArrayPrototypePush(message[kChunkedBuffer] ??= [], { chunk, encoding, callback, length });
    return true;
  }
  const size = NumberPrototypeToString(length, 16);
  if (message._socket !== null) {
    // In the parts that Node writes: programs watch sockets.
    message._send(size, 'latin1', null);
    message._send('\r\n', 'latin1', null);
  } else if (typeof chunk === 'string' && (encoding === 'latin1' || ((!encoding || encoding === 'utf8') && length === chunk.length))) {
    return message._send(`${size}\r\n${chunk}\r\n`, 'latin1', callback);
  } else {
    message._send(`${size}\r\n`, 'latin1', null);
  }
  message._send(chunk, encoding, null);
  return message._send('\r\n', 'latin1', callback);
}

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

// The message whose end() writes: back-pressure does not matter for its last part.
let writingLastPart = null;
const isWritingLastPart = (message) => writingLastPart === message;

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
    writingLastPart = this;
    try {
      writeChunk(this, chunk, encoding, null, true);
    } finally {
      writingLastPart = null;
    }
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
  if (countsBody(this) && this[kBytesWritten] !== this._contentLength && this._header) {
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

// Writes a part, `text` and then `buffer`. False where the program should wait for 'drain'.
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

// A hook: `outputSize` has changed by so many bytes.
prototype._onPendingData = () => {};

// The message has a socket now: the parts that wait are written.
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

// Parts that are written in one tick leave together.
prototype._corkForTick = function() {
  const socket = this._socket;
  if (socket === null || socket.writableCorked || !socket.cork) return;
  socket.cork();
  process.nextTick(uncork, socket);
};

function uncork(socket) {
  socket.uncork();
}

// After the last part: 'prefinish' when the socket has all, 'finish' when it has written all.
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

module.exports = {
  OutgoingMessage, isWritingLastPart, kErrored, kHighWaterMark, kNeedDrain, kOutHeaders, kRejectNonStandardBodyWrites, kUniqueHeaders,
  parseUniqueHeadersOption, validateHeaderName, validateHeaderValue,
};
