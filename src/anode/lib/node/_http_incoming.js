'use strict';

// A message that has come in: a request on the server, a response on the client.
//
// Most requests have no body, and most handlers read one header or none. So a message is made from its head as one text, which is split
// when a header is read, and the Readable is set up when a program first uses the message as one.

const {
  ArrayPrototypePush, FunctionPrototypeCall, ObjectDefineProperty, ObjectSetPrototypeOf, SafeArrayIterator, StringPrototypeIndexOf,
  StringPrototypeToLowerCase, Symbol,
} = primordials;

const { Readable, finished } = require('stream');
const { splitLines } = require('internal/http/head');

const kHead = Symbol('kHead');
const kHeaders = Symbol('kHeaders');
const kHeadersDistinct = Symbol('kHeadersDistinct');
const kRawHeaders = Symbol('kRawHeaders');
const kTrailers = Symbol('kTrailers');
const kTrailersDistinct = Symbol('kTrailersDistinct');
const kRawTrailers = Symbol('kRawTrailers');
const kSocket = Symbol('kSocket');
const kStream = Symbol('kStream');
const kMaxPairs = Symbol('kMaxPairs');
const kDirect = Symbol('kDirect');  // the direct connection of a server's message: see internal/http/server/connection.js

// Defines an own property even where the prototype has a setter of that name.
function defineField(object, name, value) {
  ObjectDefineProperty(object, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
}

function IncomingMessage(socket) {
  if (socket === undefined) return;
  this[kSocket] = socket;
  // The package `request`, and those made from it, look for an own property.
  defineField(this, 'socket', socket);
}
ObjectSetPrototypeOf(IncomingMessage.prototype, Readable.prototype);
ObjectSetPrototypeOf(IncomingMessage, Readable);

const { prototype } = IncomingMessage;
// The defaults: a message gets an own field only where its value differs. Express replaces the prototype of each request, and V8 then
// defines every own field again.
prototype.httpVersionMajor = 1;
prototype.httpVersionMinor = 1;
prototype.httpVersion = '1.1';
prototype.complete = false;
prototype.upgrade = null;
prototype.url = '';
prototype.method = null;
prototype.statusCode = null;
prototype.statusMessage = null;
prototype.aborted = false;
prototype.joinDuplicateHeaders = undefined;
prototype._consumed = false;
prototype._dumped = false;
prototype[kDirect] = null;
prototype[kHead] = undefined;
prototype[kHeaders] = null;
prototype[kHeadersDistinct] = null;
prototype[kRawHeaders] = null;
prototype[kTrailers] = null;
prototype[kTrailersDistinct] = null;
prototype[kRawTrailers] = null;
prototype[kSocket] = undefined;
prototype[kStream] = false;
prototype[kMaxPairs] = 2000;  // how many names and values `headers` takes; `rawHeaders` has all

// The socket, if there is one already: a direct connection makes it only when a program reads `socket`.
const existingSocket = (message) => (message[kDirect] === null ? message.socket : message[kSocket]);

// Makes the message a Readable.
function becomeReadable(message) {
  if (message[kStream]) return;
  message[kStream] = true;
  const highWaterMark = existingSocket(message)?.readableHighWaterMark;
  const events = message._events;
  defineField(message, '_readableState', undefined);
  FunctionPrototypeCall(Readable, message, { autoDestroy: true, highWaterMark });
  if (events !== undefined) message._events = events;
  message._readableState.readingMore = true;
  if (message.complete) message.push(null);  // the end has come already
}

// All of Readable's methods read this first.
ObjectDefineProperty(prototype, '_readableState', {
  __proto__: null, configurable: true, enumerable: false,
  get() {
    if (this === prototype) return undefined;
    becomeReadable(this);
    return this._readableState;
  },
  set(value) {
    defineField(this, '_readableState', value);
  },
});

const accessor = (name, get, set) =>
  ObjectDefineProperty(prototype, name, { __proto__: null, configurable: true, enumerable: false, get, set });

accessor('socket', function() {
  if (this[kSocket] === undefined && this[kDirect] !== null) this[kSocket] = this[kDirect].getSocket();
  return this[kSocket];
}, function(value) { this[kSocket] = value; });
for (const name of new SafeArrayIterator(['connection', 'client'])) {
  accessor(name, function() { return this.socket; }, function(value) { this.socket = value; });
}

// ---- headers ----

accessor('rawHeaders', function() {
  if (this[kRawHeaders] === null) {
    const head = this[kHead];
    this[kRawHeaders] = head === undefined ? [] : splitLines(head, StringPrototypeIndexOf(head, '\r\n') + 2);
  }
  return this[kRawHeaders];
}, function(value) { this[kRawHeaders] = value; });

accessor('rawTrailers', function() {
  return this[kRawTrailers] ??= [];
}, function(value) { this[kRawTrailers] = value; });

accessor('headers', function() {
  if (this[kHeaders] === null) {
    const raw = this.rawHeaders;
    const headers = this[kHeaders] = {};
    const most = this[kMaxPairs] > 0 && this[kMaxPairs] < raw.length ? this[kMaxPairs] : raw.length;
    for (let i = 0; i < most; i += 2) this._addHeaderLine(raw[i], raw[i + 1], headers);
  }
  return this[kHeaders];
}, function(value) { this[kHeaders] = value; });

function distinct(raw) {
  const found = { __proto__: null };
  for (let i = 0; i < raw.length; i += 2) {
    const name = StringPrototypeToLowerCase(raw[i]);
    if (found[name] === undefined) found[name] = [raw[i + 1]];
    else ArrayPrototypePush(found[name], raw[i + 1]);
  }
  return found;
}

accessor('headersDistinct', function() {
  return this[kHeadersDistinct] ??= distinct(this.rawHeaders);
}, function(value) { this[kHeadersDistinct] = value; });

accessor('trailers', function() {
  if (this[kTrailers] === null) {
    const raw = this.rawTrailers;
    const trailers = this[kTrailers] = {};
    for (let i = 0; i < raw.length; i += 2) this._addHeaderLine(raw[i], raw[i + 1], trailers);
  }
  return this[kTrailers];
}, function(value) { this[kTrailers] = value; });

accessor('trailersDistinct', function() {
  return this[kTrailersDistinct] ??= distinct(this.rawTrailers);
}, function(value) { this[kTrailersDistinct] = value; });

// Headers of which only the first counts, if there are several.
const single = {
  '__proto__': null, 'content-type': 1, 'content-length': 1, 'user-agent': 1, 'referer': 1, 'host': 1, 'authorization': 1,
  'proxy-authorization': 1, 'if-modified-since': 1, 'if-unmodified-since': 1, 'from': 1, 'location': 1, 'max-forwards': 1,
  'retry-after': 1, 'etag': 1, 'last-modified': 1, 'server': 1, 'age': 1, 'expires': 1,
};

prototype._addHeaderLine = function(field, value, target) {
  const name = StringPrototypeToLowerCase(field);
  const known = target[name];
  if (name === 'set-cookie') {
    if (known !== undefined) ArrayPrototypePush(known, value);
    else target[name] = [value];
  } else if (known === undefined || typeof known === 'function') {
    if (name === '__proto__') defineField(target, name, value);
    else target[name] = value;
  } else if (single[name] === undefined || this.joinDuplicateHeaders) {
    target[name] = name === 'cookie' ? `${known}; ${value}` : `${known}, ${value}`;
  }
};

prototype._addHeaderLines = function(headers) {
  if (headers?.length) {
    if (this.complete) {
      this[kRawTrailers] = headers;
      this[kTrailers] = null;
    } else {
      this[kRawHeaders] = headers;
      this[kHeaders] = null;
    }
  }
};

// ---- the stream ----

prototype._read = function() {
  if (!this._consumed) {
    this._readableState.readingMore = false;
    this._consumed = true;
  }
  if (this[kDirect] !== null) {
    this[kDirect].resume();
  } else {
    const { socket } = this;
    if (socket?.readable && !socket._paused) socket.resume();
  }
};

prototype.setTimeout = function(msecs, callback) {
  if (callback) this.on('timeout', callback);
  this.socket.setTimeout(msecs);
  return this;
};

prototype._destroy = function(error, callback) {
  if (!this.readableEnded || !this.complete) {
    this.aborted = true;
    this.emit('aborted');
  }
  const connection = this[kDirect];
  if (connection !== null) {
    if (this.aborted && !connection.gone) connection.destroy(error);
    process.nextTick(destroyed, this, error, callback);
    return;
  }
  const socket = existingSocket(this);
  if (socket && !socket.destroyed && this.aborted) {
    socket.destroy(error);
    const cleanup = finished(socket, (failure) => {
      if (failure?.code === 'ERR_STREAM_PREMATURE_CLOSE') failure = null;
      cleanup();
      process.nextTick(destroyed, this, failure || error, callback);
    });
  } else {
    process.nextTick(destroyed, this, error, callback);
  }
};

// Without a listener the error is dropped: it must not end the program.
function destroyed(message, error, callback) {
  if (message.listenerCount('error') === 0) callback();
  else callback(error);
}

prototype._dump = function() {
  if (this._dumped) return;
  this._dumped = true;
  this.removeAllListeners('data');
  if (this[kStream] || !this.complete) this.resume();
};

// Ends a message that has no body, without events.
prototype._dumpAndCloseReadable = function() {
  this._dumped = true;
  const state = this._readableState;
  state.ended = true;
  state.endEmitted = true;
  state.destroyed = true;
  state.closed = true;
  state.closeEmitted = true;
};

module.exports = { IncomingMessage, kHead, kStream, kSocket, kMaxPairs, kDirect };
