'use strict';

// net.Socket.

const { ArrayIsArray, Boolean, FunctionPrototypeCall, ObjectDefineProperties, ObjectSetPrototypeOf } = primordials;
const { addAbortSignal } = require('internal/streams/add-abort-signal');
const Duplex = require('internal/streams/duplex');
const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_FD_TYPE, ERR_INVALID_HANDLE_TYPE, ERR_MISSING_ARGS, ERR_SOCKET_CLOSED }, genericNodeError,
} = require('internal/errors');
const { validateAbortSignal, validateFunction, validateInt32, validateNumber, validateString } = require('internal/validators');
const { StreamHandle, openFd } = require('internal/stream_handle');
const { kTimeout, getTimerDuration } = require('internal/timers');
const { setUnrefTimeout, clearTimeout } = require('internal/timers/timeout');
const { guessHandleType } = require('internal/guess_handle_type');
const { isUint8Array } = require('internal/util/types');
const { connectPipe, lookupAndConnect } = require('internal/net/connect');
const { normalizeArgs, normalizedArgsSymbol } = require('internal/net');
const properties = require('internal/net/socket_properties');
const diagnostics = require('diagnostics_channel');
const { kBuffer, kBytesRead, kBytesWritten, kKeepAliveDelay, kServer, kSetKeepAlive, kSetNoDelay } = require('internal/net/symbols');
const { initHandle, startReading } = require('internal/net/read');
const { refreshTimeout } = require('internal/net/timeout');
const { writeGeneric } = require('internal/net/write');

const clientChannel = diagnostics.channel('net.client.socket');

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
  FunctionPrototypeCall(Duplex, this, {
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
  if (onread !== null && typeof onread === 'object' && (isUint8Array(onread.buffer) || typeof onread.buffer === 'function') &&
      typeof onread.callback === 'function') {
    const { buffer, callback } = onread;
    this[kBuffer] = typeof buffer === 'function' ? {
      make: buffer, target: undefined, callback,
    } : { make: undefined, target: buffer, callback };
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
    if (signal.aborted) process.nextTick(() => addAbortSignal(signal, this));
    else addAbortSignal(signal, this);
  }
}
ObjectSetPrototypeOf(Socket.prototype, Duplex.prototype);
ObjectSetPrototypeOf(Socket, Duplex);

function onReadableStreamEnd() {
  if (!this.allowHalfOpen) this.write = writeAfterFIN;
}

function writeAfterFIN(chunk, encoding, callback) {
  if (!this.writableEnded) return FunctionPrototypeCall(Duplex.prototype.write, this, chunk, encoding, callback);
  if (typeof encoding === 'function') callback = encoding;
  const error = genericNodeError('This socket has been ended by the other party', { code: 'EPIPE' });
  if (typeof callback === 'function') process.nextTick(callback, error);
  this.destroy(error);
  return false;
}

Socket.prototype.connect = function(...args) {
  const normalized = ArrayIsArray(args[0]) && args[0][normalizedArgsSymbol] ? args[0] : normalizeArgs(args);
  const { 0: options, 1: callback } = normalized;
  if (clientChannel.hasSubscribers) clientChannel.publish({ socket: this });
  if (options.port === undefined && options.path == null) throw new ERR_MISSING_ARGS(['options', 'port', 'path']);
  if (this.write !== Socket.prototype.write) this.write = Socket.prototype.write;
  if (this.destroyed) {
    this._handle = null;
    this._undestroy();
    this._peername = undefined;
    this._sockname = undefined;
  }
  if (callback !== null) this.once('connect', callback);
  if (this._parent?.connecting) return this;
  this.connecting = true;
  const { path } = options;
  if (!this._handle) {
    this._handle = new StreamHandle(0, path ? 'PIPEWRAP' : 'TCPWRAP');
    initHandle(this);
  }
  if (path) {
    validateString(path, 'options.path');
    connectPipe(this, path);
  } else {
    lookupAndConnect(this, options);
  }
  refreshTimeout(this);
  return this;
};

Socket.prototype._read = function(n) {
  if (this.connecting || !this._handle) {
    this.once('connect', () => this._read(n));
  } else if (!this._handle.reading) {
    startReading(this);
  }
};

Socket.prototype.end = function(data, encoding, callback) {
  FunctionPrototypeCall(Duplex.prototype.end, this, data, encoding, callback);
  return this;
};

Socket.prototype.pause = function() {
  if (this[kBuffer] && !this.connecting && this._handle?.reading) this._handle.readStop();
  return FunctionPrototypeCall(Duplex.prototype.pause, this);
};

Socket.prototype.resume = function() {
  if (this[kBuffer] && !this.connecting && this._handle && !this._handle.reading) startReading(this);
  return FunctionPrototypeCall(Duplex.prototype.resume, this);
};

Socket.prototype.read = function(n) {
  if (this[kBuffer] && !this.connecting && this._handle && !this._handle.reading) startReading(this);
  return FunctionPrototypeCall(Duplex.prototype.read, this, n);
};

Socket.prototype._write = function(chunk, encoding, callback) {
  this._writeGeneric(false, chunk, encoding, callback);
};

Socket.prototype._writev = function(chunks, callback) {
  this._writeGeneric(true, chunks, '', callback);
};

// Packages that intercept sockets (nock, msw) replace this method.
Socket.prototype._writeGeneric = function(many, data, encoding, callback) {
  writeGeneric(this, many, data, encoding, callback);
};

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

ObjectDefineProperties(Socket.prototype, properties);

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

Socket.prototype.destroySoon = function() {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once('finish', this.destroy);
};

Socket.prototype.resetAndDestroy = function() {
  if (this._handle) {
    if (!(this._handle instanceof StreamHandle) || this._handle.isPipe || this._handle.lowest !== this._handle) {
      throw new ERR_INVALID_HANDLE_TYPE();
    }
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

module.exports = { Socket };
