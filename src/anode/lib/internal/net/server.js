'use strict';

// net.Server.

const {
  ArrayPrototypeIndexOf, ArrayPrototypePush, ArrayPrototypeSplice, Boolean, FunctionPrototypeCall, ObjectDefineProperty,
  ObjectSetPrototypeOf, PromiseWithResolvers, SymbolAsyncDispose,
} = primordials;
const EventEmitter = require('events');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_SERVER_ALREADY_LISTEN, ERR_SERVER_NOT_RUNNING }, ErrnoException,
} = require('internal/errors');
const { validateAbortSignal, validateFunction, validateNumber, validatePort, validateString } = require('internal/validators');
const { isPipeName, normalizeArgs, toNumber } = require('internal/net');
const { StreamHandle } = require('internal/stream_handle');
const { onconnection } = require('internal/net/accept');
const { emitListening, listenChannel, listenOn } = require('internal/net/listen');

const system = binding('net/stream');

function Server(options, connectionListener) {
  if (!(this instanceof Server)) return new Server(options, connectionListener);
  FunctionPrototypeCall(EventEmitter, this);
  if (typeof options === 'function') {
    connectionListener = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else if (typeof options === 'object') {
    options = { ...options };
  } else {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  if (connectionListener != null) {
    validateFunction(connectionListener, 'connectionListener');
    this.on('connection', connectionListener);
  }
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }
  if (options.highWaterMark !== undefined) validateNumber(options.highWaterMark, 'options.highWaterMark');
  this._connections = 0;
  this._handle = null;
  this._usingWorkers = false;
  this._workers = [];
  this._unref = false;
  this._listeningId = 1;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = Boolean(options.pauseOnConnect);
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = ~~(options.keepAliveInitialDelay / 1000);
  this.highWaterMark = options.highWaterMark;
  if (options.blockList) this.blockList = options.blockList;
}
ObjectSetPrototypeOf(Server.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(Server, EventEmitter);

// Makes the listening handle. http.Server has a function of its own.
Server.prototype._makeHandle = function(target) {
  const handle = new StreamHandle(
    target.path !== undefined ? system.listen_unix(target.path, target.backlog, target.mode) :
      target.fd !== undefined ? system.listen_fd(target.fd, target.backlog) :
        system.listen(target.host, target.port, target.backlog, target.ipv6Only, target.reusePort),
    target.path !== undefined ? 'PIPESERVERWRAP' : 'TCPSERVERWRAP');
  handle.isPipe = target.path !== undefined;
  handle.onconnection = (status, client) => onconnection(this, client, handle);
  return handle;
};

Server.prototype.listen = function(...args) {
  const normalized = normalizeArgs(args);
  const { 1: callback } = normalized;
  let { 0: options } = normalized;
  if (this._handle) throw new ERR_SERVER_ALREADY_LISTEN();
  if (listenChannel.hasSubscribers) listenChannel.asyncStart.publish({ server: this, options });
  if (callback !== null) this.once('listening', callback);
  const backlogFromArgs = toNumber(args.length > 1 && args[1]) || toNumber(args.length > 2 && args[2]);
  if (options._handle) options = options._handle;
  else if (options.handle) options = options.handle;
  const flags = { ipv6Only: !!options.ipv6Only, reusePort: !!options.reusePort, exclusive: !!options.exclusive };
  if (options instanceof StreamHandle) {
    this._handle = options;
    options.onconnection = (status, client) => onconnection(this, client, options);
    process.nextTick(emitListening, this);
    return this;
  }
  if (options.signal !== undefined) {
    validateAbortSignal(options.signal, 'options.signal');
    const { addAbortListener } = require('internal/events/abort_listener');
    if (options.signal.aborted) process.nextTick(() => this.close());
    else {
      const disposable = addAbortListener(options.signal, () => this.close());
      this.once('close', disposable[primordials.SymbolDispose]);
    }
  }
  if (typeof options.fd === 'number' && options.fd >= 0) {
    listenOn(this, { fd: options.fd, backlog: backlogFromArgs || options.backlog, exclusive: !!options.exclusive }, null, -1);
    return this;
  }
  if (args.length === 0 || typeof args[0] === 'function' || (options.port === undefined && 'port' in options) || options.port === null) {
    options.port = 0;
  }
  if (typeof options.port === 'number' || typeof options.port === 'string') {
    validatePort(options.port, 'options.port');
    const backlog = options.backlog || backlogFromArgs;
    const target = { port: options.port | 0, backlog, ...flags };
    if (options.host) {
      const dns = require('dns');
      const attempt = ++this._listeningId;
      dns.lookup(options.host, (error, address, family) => {
        // Closed in the meantime, or listen() was called again.
        if (attempt !== this._listeningId) return;
        if (error) {
          this.emit('error', error);
          return;
        }
        listenOn(this, { ...target, host: address }, address, target.port, family);
      });
    } else {
      listenOn(this, { ...target, host: undefined }, null, target.port);
    }
    return this;
  }
  if (options.path && isPipeName(options.path)) {
    validateString(options.path, 'options.path');
    if ((options.readableAll || options.writableAll) && options.path[0] === '\0') {
      throw new ERR_INVALID_ARG_VALUE(
        'options', options, 'can not set readableAll or writableAllt to true when path is abstract unix socket');
    }
    const mode = (options.readableAll ? 0o444 : 0) | (options.writableAll ? 0o222 : 0);
    listenOn(this, {
      path: options.path, backlog: options.backlog || backlogFromArgs, mode, exclusive: !!options.exclusive,
    }, options.path, -1);
    return this;
  }
  if (!('port' in options || 'path' in options)) {
    throw new ERR_INVALID_ARG_VALUE('options', options, 'must have the property "port" or "path"');
  }
  throw new ERR_INVALID_ARG_VALUE('options', options);
};

ObjectDefineProperty(Server.prototype, 'listening', {
  __proto__: null, configurable: true, enumerable: true,
  get() { return !!this._handle; },
});

Server.prototype.address = function() {
  if (this._handle?.getsockname && !this._pipeName) {
    const found = {};
    const status = this._handle.getsockname(found);
    if (typeof status === 'object') return status;
    if (status) throw new ErrnoException(status, 'address');
    return found;
  }
  return this._pipeName ?? null;
};

Server.prototype.getConnections = function(callback) {
  validateFunction(callback, 'callback');
  const count = this._countConnections?.() ?? this._connections;
  if (!this._usingWorkers) {
    process.nextTick(callback, null, count);
    return this;
  }
  let total = count;
  let left = this._workers.length;
  const onCount = (error, more) => {
    if (error) {
      left = -1;
      process.nextTick(callback, error);
      return;
    }
    total += more;
    if (--left === 0) process.nextTick(callback, null, total);
  };
  for (let i = 0; i < this._workers.length; i++) this._workers[i].getConnections(onCount);
  return this;
};

// Adds a child process that has some of this server's connections.
Server.prototype._setupWorker = function(list) {
  this._usingWorkers = true;
  ArrayPrototypePush(this._workers, list);
  list.once('exit', () => {
    const index = ArrayPrototypeIndexOf(this._workers, list);
    if (index !== -1) ArrayPrototypeSplice(this._workers, index, 1);
  });
};

Server.prototype.close = function(callback) {
  if (typeof callback === 'function') {
    if (!this._handle) {
      this.once('close', function close() { callback(new ERR_SERVER_NOT_RUNNING()); });
    } else {
      this.once('close', callback);
    }
  }
  this._listeningId++;
  if (this._handle) {
    this._handle.close();
    this._handle = null;
  }
  if (this._usingWorkers && this._workers.length > 0) {
    let left = this._workers.length;
    this._connections++;  // the server must not close while the children are asked
    const onWorkerClose = () => {
      if (--left !== 0) return;
      this._connections = 0;
      this._emitCloseIfDrained();
    };
    for (let i = 0; i < this._workers.length; i++) this._workers[i].close(onWorkerClose);
    return this;
  }
  this._emitCloseIfDrained();
  return this;
};

Server.prototype._emitCloseIfDrained = function() {
  if (this._handle || this._connections > 0) return;
  process.nextTick(() => {
    if (!this._handle && this._connections <= 0) this.emit('close');
  });
};

Server.prototype[SymbolAsyncDispose] = async function() {
  if (!this._handle) return undefined;
  const { promise, resolve, reject } = PromiseWithResolvers();
  this.close((error) => { if (error) reject(error); else resolve(); });
  return promise;
};

Server.prototype[EventEmitter.captureRejectionSymbol] = function(error, event, socket) {
  if (event === 'connection') socket.destroy(error);
  else this.emit('error', error);
};

Server.prototype.ref = function() {
  this._unref = false;
  this._handle?.ref();
  return this;
};

Server.prototype.unref = function() {
  this._unref = true;
  this._handle?.unref();
  return this;
};

module.exports = { Server };
