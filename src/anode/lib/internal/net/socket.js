'use strict';

// net.Socket, but for how it connects (internal/net/connect.js).

const {
  ArrayIsArray, Boolean, FunctionPrototypeCall, ObjectDefineProperty, ObjectSetPrototypeOf, Symbol, TypedArrayPrototypeSet,
  TypedArrayPrototypeSubarray,
} = primordials;

const stream = require('stream');
const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_FD_TYPE, ERR_INVALID_HANDLE_TYPE, ERR_SOCKET_CLOSED, ERR_SOCKET_CLOSED_BEFORE_CONNECTION },
  ErrnoException, genericNodeError,
} = require('internal/errors');
const { validateAbortSignal, validateFunction, validateInt32, validateNumber } = require('internal/validators');
const { StreamHandle, openFd } = require('internal/stream_handle');
const { kTimeout, setUnrefTimeout, getTimerDuration, clearTimeout } = require('internal/timers');
const { guessHandleType } = require('internal/guess_handle_type');
const { isUint8Array } = require('internal/util/types');

const kServer = Symbol('kServer');
const kBytesRead = Symbol('kBytesRead');
const kBytesWritten = Symbol('kBytesWritten');
const kSetNoDelay = Symbol('kSetNoDelay');
const kSetKeepAlive = Symbol('kSetKeepAlive');
const kKeepAliveDelay = Symbol('kKeepAliveDelay');
const kBuffer = Symbol('kBuffer');
const kRest = Symbol('kRest');
const noop = () => {};

function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  if (options?.objectMode) throw new ERR_INVALID_ARG_VALUE('options.objectMode', options.objectMode, 'is not supported');
  if (options?.readableObjectMode || options?.writableObjectMode) {
    throw new ERR_INVALID_ARG_VALUE(`options.${options.readableObjectMode ? 'readableObjectMode' : 'writableObjectMode'}`,
                                    options.readableObjectMode || options.writableObjectMode, 'is not supported');
  }
  if (options?.keepAliveInitialDelay !== undefined) validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
  if (typeof options === 'number') options = { fd: options };
  else options = { ...options };
  this.connecting = false;
  this._hadError = false;
  this._parent = null;
  this._host = null;
  this[kServer] = null;
  this[kTimeout] = null;
  this[kBuffer] = null;
  this.autoSelectFamilyAttemptedAddresses = undefined;
  this._pendingData = null;
  this._pendingEncoding = '';
  this[kBytesRead] = 0;
  this[kBytesWritten] = 0;
  this[kSetNoDelay] = Boolean(options.noDelay);
  this[kSetKeepAlive] = Boolean(options.keepAlive);
  this[kKeepAliveDelay] = options.keepAliveInitialDelay > 0 ? ~~(options.keepAliveInitialDelay / 1000) : 0;
  this.timeout = 0;
  const { handle, fd, signal, onread } = options;
  FunctionPrototypeCall(stream.Duplex, this, {
    ...options, allowHalfOpen: Boolean(options.allowHalfOpen), emitClose: false, autoDestroy: true, decodeStrings: false, signal: undefined,
  });
  if (handle) {
    this._handle = handle;
  } else if (fd !== undefined) {
    validateInt32(fd, 'fd', 0);
    const kind = guessHandleType(fd);
    if (kind !== 'PIPE' && kind !== 'TCP' && kind !== 'TTY') throw new ERR_INVALID_FD_TYPE(kind);
    this._handle = openFd(fd, kind);
  } else {
    this._handle = null;
  }
  if (onread !== null && typeof onread === 'object' && (isUint8Array(onread.buffer) || typeof onread.buffer === 'function') && typeof onread.callback === 'function') {
    const { buffer, callback } = onread;
    this[kBuffer] = typeof buffer === 'function' ? { make: buffer, target: undefined, callback } : { make: undefined, target: buffer, callback };
  }
  this.on('end', onReadableStreamEnd);
  initHandle(this);
  if (this._handle && options.readable !== false && !options.noDelayedRead) {
    if (options.pauseOnCreate) {
      this._handle.reading = false;
      this.readableFlowing = false;
    } else if (!options.manualStart) {
      this.read(0);
    }
  }
  if (signal) {
    validateAbortSignal(signal, 'options.signal');
    if (signal.aborted) process.nextTick(() => stream.addAbortSignal(signal, this));
    else stream.addAbortSignal(signal, this);
  }
}
ObjectSetPrototypeOf(Socket.prototype, stream.Duplex.prototype);
ObjectSetPrototypeOf(Socket, stream.Duplex);

function initHandle(self) {
  const handle = self._handle;
  if (!handle) return;
  handle.owner = self;
  if (self[kBuffer] !== null && self[kBuffer].target === undefined) nextBuffer(self[kBuffer]);
  handle.onread = onread;
}

function onread(bytes, failure) {
  const socket = this.owner;
  if (socket === undefined || socket.destroyed) return;
  refreshTimeout(socket);
  if (bytes !== undefined) {
    const user = socket[kBuffer];
    if (user !== null) {
      fill(socket, user, bytes);
      return;
    }
    const { FastBuffer } = require('internal/buffer');
    const more = socket.push(new FastBuffer(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (!more && this.reading) this.readStop();
    return;
  }
  if (failure !== undefined) {
    socket.destroy(new ErrnoException(failure.errno, 'read'));
    return;
  }
  // EOF
  if (socket._readableState.ended) return;
  socket.push(null);
  if (socket.readableLength === 0) socket.read(0);
}

// The buffer of the next read: the one there is, or what user code gives.
function nextBuffer(user) {
  if (!user.make) return;
  const made = user.make();
  if (isUint8Array(made)) user.target = made;
}

// Puts what has arrived into the buffer that user code has given, as often as it takes; what is left when it pauses waits.
function fill(socket, user, bytes) {
  const { reading } = socket._handle;
  for (let at = 0; at < bytes.length;) {
    const { target } = user;
    const part = TypedArrayPrototypeSubarray(bytes, at, at + target.length);
    at += part.length;
    TypedArrayPrototypeSet(target, part);
    if (FunctionPrototypeCall(user.callback, socket, part.length, target) === false) socket.pause();
    nextBuffer(user);
    if (reading && !socket._handle?.reading && at < bytes.length) {
      socket[kRest] = TypedArrayPrototypeSubarray(bytes, at);
      return;
    }
  }
}

function fillRest(socket) {
  const rest = socket[kRest];
  socket[kRest] = undefined;
  if (rest !== undefined && !socket.destroyed && socket._handle) fill(socket, socket[kBuffer], rest);
}

function onReadableStreamEnd() {
  if (!this.allowHalfOpen) this.write = writeAfterFIN;
}

function writeAfterFIN(chunk, encoding, callback) {
  if (!this.writableEnded) return FunctionPrototypeCall(stream.Duplex.prototype.write, this, chunk, encoding, callback);
  if (typeof encoding === 'function') callback = encoding;
  const error = genericNodeError('This socket has been ended by the other party', { code: 'EPIPE' });
  if (typeof callback === 'function') process.nextTick(callback, error);
  this.destroy(error);
  return false;
}

Socket.prototype._read = function(n) {
  if (this.connecting || !this._handle) {
    this.once('connect', () => this._read(n));
  } else if (!this._handle.reading) {
    startReading(this);
  }
};

function startReading(socket) {
  if (socket[kRest] !== undefined) process.nextTick(fillRest, socket);
  try {
    socket._handle.readStart();
  } catch (error) {
    socket.destroy(error);
  }
}

Socket.prototype.end = function(data, encoding, callback) {
  FunctionPrototypeCall(stream.Duplex.prototype.end, this, data, encoding, callback);
  return this;
};

Socket.prototype.pause = function() {
  if (this[kBuffer] && !this.connecting && this._handle?.reading) this._handle.readStop();
  return FunctionPrototypeCall(stream.Duplex.prototype.pause, this);
};

Socket.prototype.resume = function() {
  if (this[kBuffer] && !this.connecting && this._handle && !this._handle.reading) startReading(this);
  return FunctionPrototypeCall(stream.Duplex.prototype.resume, this);
};

Socket.prototype.read = function(n) {
  if (this[kBuffer] && !this.connecting && this._handle && !this._handle.reading) startReading(this);
  return FunctionPrototypeCall(stream.Duplex.prototype.read, this, n);
};

// ---- writing ----

Socket.prototype._write = function(chunk, encoding, callback) {
  this._writeGeneric(false, chunk, encoding, callback);
};

Socket.prototype._writev = function(chunks, callback) {
  this._writeGeneric(true, chunks, '', callback);
};

// Packages that stand between a program and its sockets (nock, msw) put their own in its place.
Socket.prototype._writeGeneric = function(many, data, encoding, callback) {
  writeGeneric(this, many, data, encoding, callback);
};

function writeGeneric(socket, many, data, encoding, callback) {
  if (socket.connecting) {
    socket._pendingData = data;
    socket._pendingEncoding = encoding;
    const onClose = () => callback(new ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
    socket.once('connect', function connect() {
      this.off('close', onClose);
      this._writeGeneric(many, data, encoding, callback);
    });
    socket.once('close', onClose);
    return;
  }
  socket._pendingData = null;
  socket._pendingEncoding = '';
  if (!socket._handle) {
    callback(new ERR_SOCKET_CLOSED());
    return;
  }
  refreshTimeout(socket);
  const { Buffer } = require('buffer');
  let bytes;
  if (many) {
    const parts = [];
    for (let i = 0; i < data.length; i++) {
      const { chunk, encoding: each } = data[i];
      parts[i] = typeof chunk === 'string' ? Buffer.from(chunk, each) : chunk;
    }
    bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
  } else {
    bytes = typeof data === 'string' ? Buffer.from(data, encoding) : data;
  }
  let done;
  try {
    done = socket._handle.write(bytes, (error) => {
      if (socket.destroyed) {
        callback(error ?? null);
        return;
      }
      if (error) {
        socket.destroy(error);
        callback(error);
        return;
      }
      refreshTimeout(socket);
      callback();
    });
  } catch (error) {
    callback(error.errno ? new ErrnoException(error.errno, 'write') : error);
    return;
  }
  if (done) callback();
}

Socket.prototype._final = function(callback) {
  if (this.connecting) {
    this.once('connect', () => this._final(callback));
    return;
  }
  if (!this._handle || this._handle.noShutdown) {
    callback();
    return;
  }
  try {
    this._handle.shutdown((error) => {
      if (error && error.code !== 'ENOTCONN') callback(error);
      else callback();
    });
  } catch (error) {
    callback(error.code === 'EBADF' ? null : error);
  }
};

// ---- timeouts ----

function refreshTimeout(socket) {
  for (let s = socket; s !== null && s !== undefined; s = s._parent) s[kTimeout]?.refresh();
}

Socket.prototype._unrefTimer = function() {
  refreshTimeout(this);
};

Socket.prototype.setTimeout = function(msecs, callback) {
  if (this.destroyed) return this;
  this.timeout = msecs;
  msecs = getTimerDuration(msecs, 'msecs');
  if (this[kTimeout]) clearTimeout(this[kTimeout]);
  if (msecs === 0) {
    this[kTimeout] = null;
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.removeListener('timeout', callback);
    }
  } else {
    this[kTimeout] = setUnrefTimeout(() => this._onTimeout(), msecs);
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.once('timeout', callback);
    }
  }
  return this;
};

Socket.prototype._onTimeout = function() {
  const handle = this._handle;
  if (handle && handle.pendingWrites?.length > 0) {
    const size = handle.writeQueueSize;
    if (size !== handle.lastQueueSize) {
      handle.lastQueueSize = size;
      refreshTimeout(this);
      return;
    }
  }
  this.emit('timeout');
};

Socket.prototype.setNoDelay = function(enable) {
  enable = Boolean(enable === undefined ? true : enable);
  if (!this._handle) {
    this[kSetNoDelay] = enable;
    return this;
  }
  if (this._handle.setNoDelay && enable !== this[kSetNoDelay]) {
    this[kSetNoDelay] = enable;
    this._handle.setNoDelay(enable);
  }
  return this;
};

Socket.prototype.setKeepAlive = function(enable, initialDelay) {
  enable = Boolean(enable);
  const delay = ~~(initialDelay / 1000);
  if (!this._handle) {
    this[kSetKeepAlive] = enable;
    this[kKeepAliveDelay] = delay;
    return this;
  }
  if (this._handle.setKeepAlive && (enable !== this[kSetKeepAlive] || (enable && this[kKeepAliveDelay] !== delay))) {
    this[kSetKeepAlive] = enable;
    this[kKeepAliveDelay] = delay;
    this._handle.setKeepAlive(enable, delay);
  }
  return this;
};

// ---- addresses and state ----

Socket.prototype.address = function() {
  return this._getsockname();
};

Socket.prototype._getpeername = function() {
  if (this._peername) return this._peername;
  if (!this._handle?.getpeername || this.connecting) return {};
  try {
    this._peername = this._handle.getpeername();
  } catch {
    return {};
  }
  return this._peername;
};

Socket.prototype._getsockname = function() {
  if (!this._handle?.getsockname) return {};
  if (!this._sockname) {
    try {
      this._sockname = this._handle.getsockname();
    } catch {
      return {};
    }
  }
  return this._sockname;
};

const getter = (name, get) => ObjectDefineProperty(Socket.prototype, name, { __proto__: null, configurable: false, enumerable: true, get });
getter('_connecting', function() { return this.connecting; });
getter('pending', function() { return !this._handle || this.connecting; });
getter('readyState', function() {
  if (this.connecting) return 'opening';
  if (this.readable && this.writable) return 'open';
  if (this.readable) return 'readOnly';
  return this.writable ? 'writeOnly' : 'closed';
});
getter('bufferSize', function() { return this._handle ? this.writableLength : undefined; });
getter('bytesRead', function() { return this._handle ? this._handle.bytesRead : this[kBytesRead]; });
getter('_bytesDispatched', function() { return this._handle ? this._handle.bytesWritten : this[kBytesWritten]; });
getter('bytesWritten', function() {
  let bytes = this._bytesDispatched;
  const { Buffer } = require('buffer');
  const buffered = this.writableBuffer;
  if (!buffered) return undefined;
  for (let i = 0; i < buffered.length; i++) {
    const { chunk, encoding } = buffered[i];
    bytes += typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.length;
  }
  const data = this._pendingData;
  if (ArrayIsArray(data)) {
    for (let i = 0; i < data.length; i++) bytes += typeof data[i].chunk === 'string' ? Buffer.byteLength(data[i].chunk, data[i].encoding) : data[i].chunk.length;
  } else if (data) {
    bytes += typeof data === 'string' ? Buffer.byteLength(data, this._pendingEncoding) : data.byteLength;
  }
  return bytes;
});
getter('remoteAddress', function() { return this._getpeername().address; });
getter('remoteFamily', function() { return this._getpeername().family; });
getter('remotePort', function() { return this._getpeername().port; });
getter('localAddress', function() { return this._getsockname().address; });
getter('localPort', function() { return this._getsockname().port; });
getter('localFamily', function() { return this._getsockname().family; });

Socket.prototype.ref = function() {
  if (!this._handle) this.once('connect', this.ref);
  else this._handle.ref?.();
  return this;
};

Socket.prototype.unref = function() {
  if (!this._handle) this.once('connect', this.unref);
  else this._handle.unref?.();
  return this;
};

// ---- the end ----

Socket.prototype.destroySoon = function() {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once('finish', this.destroy);
};

Socket.prototype.resetAndDestroy = function() {
  if (this._handle) {
    if (!(this._handle instanceof StreamHandle) || this._handle.isPipe || this._handle.lowest !== this._handle) throw new ERR_INVALID_HANDLE_TYPE();
    if (this.connecting) this.once('connect', () => this._reset());
    else this._reset();
  } else {
    this.destroy(new ERR_SOCKET_CLOSED());
  }
  return this;
};

Socket.prototype._reset = function() {
  this.resetAndClosing = true;
  return this.destroy();
};

Socket.prototype._destroy = function(error, callback) {
  this.connecting = false;
  for (let s = this; s; s = s._parent) {
    clearTimeout(s[kTimeout]);
    s[kTimeout] = null;
  }
  const handle = this._handle;
  if (handle) {
    const isException = Boolean(error);
    this[kBytesRead] = handle.bytesRead;
    this[kBytesWritten] = handle.bytesWritten;
    const closed = () => {
      this.emit('close', isException);
    };
    if (this.resetAndClosing) {
      this.resetAndClosing = false;
      handle.reset(closed);
    } else {
      handle.close(closed);
    }
    handle.onread = noop;
    this._handle = null;
    this._sockname = null;
    callback(error);
  } else {
    callback(error);
    process.nextTick(emitClose, this);
  }
  const server = this[kServer];
  if (server) {
    server._connections--;
    server._emitCloseIfDrained?.();
  }
};

function emitClose(socket) {
  socket.emit('close', false);
}

module.exports = { Socket, initHandle, refreshTimeout, kServer, kSetNoDelay, kSetKeepAlive, kKeepAliveDelay };
