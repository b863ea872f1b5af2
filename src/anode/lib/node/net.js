'use strict';

const {
  ArrayPrototypeIndexOf, ArrayPrototypePush, ArrayPrototypeSplice, Boolean, FunctionPrototypeCall, ObjectDefineProperty,
  ObjectSetPrototypeOf, PromiseWithResolvers, StringPrototypeToLowerCase, SymbolAsyncDispose,
} = primordials;

const EventEmitter = require('events');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_SERVER_ALREADY_LISTEN, ERR_SERVER_NOT_RUNNING },
  ErrnoException, UVExceptionWithHostPort,
} = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateFunction, validateInt32, validateNumber, validatePort, validateString } = require('internal/validators');
const { defaultTriggerAsyncIdScope } = require('internal/async_hooks');
const { isIP, isIPv4, isIPv6, isPipeName, normalizeArgs, toNumber } = require('internal/net');
const { StreamHandle } = require('internal/stream_handle');
const { Socket, kServer, kSetNoDelay, kSetKeepAlive, kKeepAliveDelay } = require('internal/net/socket');
const { connect, defaults } = require('internal/net/connect');
const diagnostics = require('diagnostics_channel');

const system = binding('net/stream');
const serverChannel = diagnostics.channel('net.server.socket');
const listenChannel = diagnostics.tracingChannel('net.server.listen');

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

// What a listening descriptor is given to; http.Server has its own.
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

function onconnection(self, client, listener) {
  client.isPipe = listener.isPipe;
  if (self.maxConnections != null && self._connections >= self.maxConnections) {
    const data = listener.isPipe ? {} : addresses(client);
    client.close();
    self.emit('drop', data);
    return;
  }
  if (self.blockList && !listener.isPipe) {
    const { remoteAddress, remoteFamily } = addresses(client);
    if (self.blockList.check(remoteAddress, StringPrototypeToLowerCase(remoteFamily))) {
      client.close();
      self.emit('drop', addresses(client));
      return;
    }
  }
  const socket = new Socket({
    handle: client, allowHalfOpen: self.allowHalfOpen, pauseOnCreate: self.pauseOnConnect, readable: true, writable: true,
    readableHighWaterMark: self.highWaterMark, writableHighWaterMark: self.highWaterMark,
  });
  if (self.noDelay && client.setNoDelay) {
    socket[kSetNoDelay] = true;
    client.setNoDelay(true);
  }
  if (self.keepAlive && client.setKeepAlive) {
    socket[kSetKeepAlive] = true;
    socket[kKeepAliveDelay] = self.keepAliveInitialDelay;
    client.setKeepAlive(true, self.keepAliveInitialDelay);
  }
  self._connections++;
  socket.server = self;
  socket._server = self;
  socket[kServer] = self;
  self.emit('connection', socket);
  if (serverChannel.hasSubscribers) serverChannel.publish({ socket });
}

function addresses(handle) {
  try {
    const local = handle.getsockname();
    const remote = handle.getpeername();
    return {
      localAddress: local.address, localPort: local.port, localFamily: local.family,
      remoteAddress: remote.address, remotePort: remote.port, remoteFamily: remote.family,
    };
  } catch {
    return {};
  }
}

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
        // Closed in the meantime, or told to listen elsewhere.
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
      throw new ERR_INVALID_ARG_VALUE('options', options, 'can not set readableAll or writableAllt to true when path is abstract unix socket');
    }
    const mode = (options.readableAll ? 0o444 : 0) | (options.writableAll ? 0o222 : 0);
    listenOn(this, { path: options.path, backlog: options.backlog || backlogFromArgs, mode, exclusive: !!options.exclusive }, options.path, -1);
    return this;
  }
  if (!('port' in options || 'path' in options)) {
    throw new ERR_INVALID_ARG_VALUE('options', options, 'must have the property "port" or "path"');
  }
  throw new ERR_INVALID_ARG_VALUE('options', options);
};

// In a worker the primary listens, unless the server wants a socket of its own.
function listenInCluster(server, cluster, target, address, port, family) {
  const query = {
    address: target.path ?? address, port, addressType: target.path !== undefined ? -1 : family ?? (target.fd === undefined ? 4 : null), fd: target.fd,
    ipv6Only: target.ipv6Only, backlog: target.backlog, readableAll: !!(target.mode & 0o4), writableAll: !!(target.mode & 0o2),
  };
  cluster._getServer(server, query, (errno, handle) => {
    if (errno) {
      server.emit('error', new UVExceptionWithHostPort(errno, 'bind', query.address, target.path !== undefined ? undefined : port));
      return;
    }
    if (server._handle) {  // listen() was called twice, and the other has come first
      handle.close();
      return;
    }
    handle.owner = server;
    handle.onconnection = (status, client) => onconnection(server, client, handle);
    listening(server, handle, target, address, port);
  });
}

function listenOn(server, target, address, port, family) {
  if (process.channel) {
    const cluster = require('cluster');
    if (cluster.isWorker && !target.exclusive && !target.reusePort) {
      listenInCluster(server, cluster, target, address, port, family);
      return;
    }
  }
  const attempt = (host) => server._makeHandle({ ...target, host: host ?? target.host });
  let handle;
  try {
    if (target.host === undefined && target.path === undefined && target.fd === undefined) {
      // Any address: IPv6 with IPv4 inside it where the system has IPv6.
      try {
        handle = attempt('::');
        address = '::';
      } catch (error) {
        if (error.code !== 'EAFNOSUPPORT' && error.code !== 'EADDRNOTAVAIL' && error.code !== 'EINVAL') throw error;
        handle = attempt('0.0.0.0');
        address = '0.0.0.0';
      }
    } else {
      handle = attempt();
    }
  } catch (error) {
    const failure = error.errno ? new UVExceptionWithHostPort(error.errno, 'listen', address ?? target.host ?? '::', target.path !== undefined ? undefined : port) : error;
    if (listenChannel.hasSubscribers) listenChannel.error.publish({ server, error: failure });
    process.nextTick(() => server.emit('error', failure));
    return;
  }
  listening(server, handle, target, address, port);
}

function listening(server, handle, target, address, port) {
  server._handle = handle;
  handle.owner = server;
  server._connectionKey = target.path !== undefined ? `-1:${target.path}:-1` : `${address && isIPv4(address) ? 4 : 6}:${address}:${port}`;
  if (target.path !== undefined) server._pipeName = target.path;
  if (server._unref) handle.unref();
  if (listenChannel.hasSubscribers) listenChannel.asyncEnd.publish({ server });
  defaultTriggerAsyncIdScope(handle.getAsyncId?.(), process.nextTick, emitListening, server);
}

function emitListening(server) {
  if (server._handle) server.emit('listening');
}

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

// Child processes that have some of this server's connections.
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
    this._connections++;  // none of ours may be the last one while the children are asked
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

function createServer(options, connectionListener) {
  return new Server(options, connectionListener);
}

module.exports = {
  _normalizeArgs: normalizeArgs,
  get BlockList() { return require('internal/blocklist').BlockList; },
  get SocketAddress() { return require('internal/socketaddress').SocketAddress; },
  connect, createConnection: connect, createServer, isIP, isIPv4, isIPv6, Server, Socket, Stream: Socket,
  getDefaultAutoSelectFamily: () => defaults.autoSelectFamily,
  setDefaultAutoSelectFamily(value) { validateBoolean(value, 'value'); defaults.autoSelectFamily = value; },
  getDefaultAutoSelectFamilyAttemptTimeout: () => defaults.attemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout(value) {
    validateInt32(value, 'value', 1);
    defaults.attemptTimeout = value < 10 ? 10 : value;
  },
};
