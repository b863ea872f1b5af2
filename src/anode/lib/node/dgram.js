'use strict';

const {
  ArrayPrototypePush, FunctionPrototypeCall, ObjectDefineProperty, ObjectKeys, ObjectSetPrototypeOf, SymbolAsyncDispose,
  SymbolDispose,
} = primordials;

const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_FD_TYPE, ERR_IP_BLOCKED, ERR_MISSING_ARGS, ERR_SOCKET_ALREADY_BOUND,
    ERR_SOCKET_BAD_BUFFER_SIZE, ERR_SOCKET_BUFFER_SIZE, ERR_SOCKET_DGRAM_IS_CONNECTED, ERR_SOCKET_DGRAM_NOT_CONNECTED,
  },
  ErrnoException, ExceptionWithHostPort,
} = require('internal/errors');
const { validateAbortSignal, validateNumber, validatePort, validateString, validateUint32 } = require('internal/validators');
const { Buffer } = require('buffer');
const EventEmitter = require('events');
const { addAbortListener } = require('internal/events/abort_listener');
const { defaultTriggerAsyncIdScope, symbols: { async_id_symbol, owner_symbol } } = require('internal/async_hooks');
const { UDP, _createSocketHandle, failureOf, handleOfDescriptor, kStateSymbol, newHandle } = require('internal/dgram');
const { deprecate } = require('internal/util/deprecation');
const { guessHandleType } = require('internal/guess_handle_type');
const { promisify } = require('internal/util/promisify');
const { isIP } = require('internal/net');
const { BlockList } = require('internal/blocklist');
const diagnostics = require('diagnostics_channel');

const {
  BIND_STATE_BINDING, BIND_STATE_BOUND, BIND_STATE_UNBOUND, CONNECT_STATE_CONNECTED, CONNECT_STATE_CONNECTING, CONNECT_STATE_DISCONNECTED,
  enqueue, healthCheck, send, sendto,
} = require('internal/dgram/send');

const { Bind: { IPV6_ONLY, REUSE_ADDRESS, REUSE_PORT } } = binding('net/dgram');

const socketChannel = diagnostics.channel('udp.socket');

function Socket(type, listener) {
  FunctionPrototypeCall(EventEmitter, this);
  let options;
  if (type !== null && typeof type === 'object') {
    options = type;
    type = options.type;
    if (options.receiveBlockList && !BlockList.isBlockList(options.receiveBlockList)) {
      throw new ERR_INVALID_ARG_TYPE('options.receiveBlockList', 'net.BlockList', options.receiveBlockList);
    }
    if (options.sendBlockList && !BlockList.isBlockList(options.sendBlockList)) {
      throw new ERR_INVALID_ARG_TYPE('options.sendBlockList', 'net.BlockList', options.sendBlockList);
    }
  }
  if (options?.recvBufferSize) validateUint32(options.recvBufferSize, 'options.recvBufferSize');
  if (options?.sendBufferSize) validateUint32(options.sendBufferSize, 'options.sendBufferSize');
  const handle = newHandle(type, options?.lookup);
  handle[owner_symbol] = this;
  this[async_id_symbol] = handle.getAsyncId();
  this.type = type;
  if (typeof listener === 'function') this.on('message', listener);
  this[kStateSymbol] = {
    handle,
    receiving: false,
    bindState: BIND_STATE_UNBOUND,
    connectState: CONNECT_STATE_DISCONNECTED,
    queue: undefined,
    reuseAddr: options?.reuseAddr,
    reusePort: options?.reusePort,
    ipv6Only: options?.ipv6Only,
    recvBufferSize: options?.recvBufferSize,
    sendBufferSize: options?.sendBufferSize,
    receiveBlockList: options?.receiveBlockList,
    sendBlockList: options?.sendBlockList,
  };
  if (options?.signal !== undefined) {
    const { signal } = options;
    validateAbortSignal(signal, 'options.signal');
    const onAborted = () => { if (this[kStateSymbol].handle) this.close(); };
    if (signal.aborted) {
      onAborted();
    } else {
      const disposable = addAbortListener(signal, onAborted);
      this.once('close', disposable[SymbolDispose]);
    }
  }
  if (socketChannel.hasSubscribers) socketChannel.publish({ socket: this });
}
ObjectSetPrototypeOf(Socket.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(Socket, EventEmitter);

function createSocket(type, listener) {
  return new Socket(type, listener);
}

// ---- life ----

function stopReceiving(socket) {
  const state = socket[kStateSymbol];
  if (!state.receiving) return;
  state.handle.recvStop();
  state.receiving = false;
}

function startListening(socket) {
  const state = socket[kStateSymbol];
  state.handle.onmessage = onMessage;
  state.handle.recvStart();
  state.receiving = true;
  state.bindState = BIND_STATE_BOUND;
  if (state.recvBufferSize) bufferSize(socket, state.recvBufferSize, false);
  if (state.sendBufferSize) bufferSize(socket, state.sendBufferSize, true);
  socket.emit('listening');
}

function replaceHandle(socket, handle) {
  const state = socket[kStateSymbol];
  const before = state.handle;
  handle.lookup = before.lookup;
  handle.family = before.family;
  handle.bind = before.bind;
  handle.connect = before.connect;
  handle.send = before.send;
  handle[owner_symbol] = socket;
  before.close();
  state.handle = handle;
}

function bindFlags(state) {
  let flags = 0;
  if (state.reuseAddr) flags |= REUSE_ADDRESS;
  if (state.ipv6Only) flags |= IPV6_ONLY;
  if (state.reusePort) flags |= REUSE_PORT;
  return flags;
}

// In a cluster worker the primary binds, unless the socket is exclusive.
function bindInCluster(socket, cluster, query) {
  const state = socket[kStateSymbol];
  cluster._getServer(socket, query, (errno, handle) => {
    if (errno) {
      if (!state.handle) return;  // closed in the meantime
      state.bindState = BIND_STATE_UNBOUND;
      socket.emit('error', new ExceptionWithHostPort(errno, 'bind', query.address, query.port));
      return;
    }
    if (!state.handle) {
      handle.close();
      return;
    }
    replaceHandle(socket, handle);
    handle.owner = socket;
    startListening(socket);
  });
}

Socket.prototype.bind = function(port_, address_ /* , callback */) {
  let port = port_;
  healthCheck(this);
  const state = this[kStateSymbol];
  if (state.bindState !== BIND_STATE_UNBOUND) throw new ERR_SOCKET_ALREADY_BOUND();
  state.bindState = BIND_STATE_BINDING;

  const callback = arguments.length && arguments[arguments.length - 1];
  if (typeof callback === 'function') {
    const removeListeners = () => {
      this.removeListener('error', removeListeners);
      this.removeListener('listening', onListening);
    };
    function onListening() {
      FunctionPrototypeCall(removeListeners, this);
      FunctionPrototypeCall(callback, this);
    }
    this.on('error', removeListeners);
    this.on('listening', onListening);
  }

  if (port instanceof UDP) {
    replaceHandle(this, port);
    startListening(this);
    return this;
  }
  if (port !== null && typeof port === 'object' && typeof port.recvStart === 'function') {
    replaceHandle(this, port);
    startListening(this);
    return this;
  }
  if (port !== null && typeof port === 'object' && typeof port.fd === 'number' && port.fd > 0) {
    const { fd } = port;
    const type = guessHandleType(fd);
    if (type !== 'UDP') throw new ERR_INVALID_FD_TYPE(type);
    const handle = handleOfDescriptor(fd, this.type);
    if (typeof handle === 'number') throw new ErrnoException(handle, 'open');
    replaceHandle(this, handle);
    startListening(this);
    return this;
  }

  let address;
  if (port !== null && typeof port === 'object') {
    address = port.address || '';
    port = port.port;
  } else {
    address = typeof address_ === 'function' ? '' : address_;
  }
  // As in Node, no address means all of them.
  if (!address) address = this.type === 'udp4' ? '0.0.0.0' : '::';
  const exclusive = port_ !== null && typeof port_ === 'object' && !!port_.exclusive;

  state.handle.lookup(address, (error, ip) => {
    if (!state.handle) return;  // closed in the meantime
    if (error) {
      state.bindState = BIND_STATE_UNBOUND;
      this.emit('error', error);
      return;
    }
    if (process.channel && !exclusive && !state.reusePort) {
      const cluster = require('cluster');
      if (cluster.isWorker) {
        bindInCluster(this, cluster, { address: ip, port: port || 0, addressType: this.type, fd: -1, flags: bindFlags(state) });
        return;
      }
    }
    const errno = state.handle.bind(ip, port || 0, bindFlags(state));
    if (errno) {
      state.bindState = BIND_STATE_UNBOUND;
      this.emit('error', failureOf(errno, 'bind', ip, port));
      return;
    }
    startListening(this);
  });
  return this;
};

Socket.prototype.close = function(callback) {
  const state = this[kStateSymbol];
  const { queue } = state;
  if (typeof callback === 'function') this.on('close', callback);
  if (queue !== undefined) {
    ArrayPrototypePush(queue, () => this.close());
    return this;
  }
  healthCheck(this);
  stopReceiving(this);
  state.handle.close();
  state.handle = null;
  defaultTriggerAsyncIdScope(this[async_id_symbol], process.nextTick, (socket) => socket.emit('close'), this);
  return this;
};

Socket.prototype[SymbolAsyncDispose] = async function() {
  if (!this[kStateSymbol].handle) return;
  await FunctionPrototypeCall(promisify(this.close), this);
};

Socket.prototype.send = send;
Socket.prototype.sendto = sendto;

// ---- connecting ----

Socket.prototype.connect = function(port, address, callback) {
  port = validatePort(port, 'Port', false);
  if (typeof address === 'function') {
    callback = address;
    address = '';
  } else if (address === undefined) {
    address = '';
  }
  validateString(address, 'address');
  const state = this[kStateSymbol];
  if (state.connectState !== CONNECT_STATE_DISCONNECTED) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
  state.connectState = CONNECT_STATE_CONNECTING;
  if (state.bindState === BIND_STATE_UNBOUND) this.bind({ port: 0, exclusive: true }, null);
  if (state.bindState !== BIND_STATE_BOUND) {
    enqueue(this, () => doConnect(this, port, address, callback));
    return;
  }
  doConnect(this, port, address, callback);
};

function doConnect(socket, port, address, callback) {
  const state = socket[kStateSymbol];
  if (callback) socket.once('connect', callback);
  state.handle.lookup(address, (error, ip) => {
    if (!state.handle) return;
    if (!error && state.sendBlockList?.check(ip, `ipv${isIP(ip)}`)) error = new ERR_IP_BLOCKED(ip);
    if (!error) {
      const errno = state.handle.connect(ip, port);
      if (errno) error = failureOf(errno, 'connect', address, port);
    }
    if (error) {
      state.connectState = CONNECT_STATE_DISCONNECTED;
      process.nextTick(() => {
        if (callback) {
          socket.removeListener('connect', callback);
          callback(error);
        } else {
          socket.emit('error', error);
        }
      });
      return;
    }
    state.connectState = CONNECT_STATE_CONNECTED;
    process.nextTick(() => socket.emit('connect'));
  });
}

Socket.prototype.disconnect = function() {
  const state = this[kStateSymbol];
  if (state.connectState !== CONNECT_STATE_CONNECTED) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED();
  const errno = state.handle.disconnect();
  if (errno) throw new ErrnoException(errno, 'connect');
  state.connectState = CONNECT_STATE_DISCONNECTED;
};

// ---- receiving ----

function onMessage(count, handle, buffer, rinfo) {
  const socket = handle[owner_symbol];
  if (count < 0) {
    socket.emit('error', new ErrnoException(count, 'recvmsg'));
    return;
  }
  const { receiveBlockList } = socket[kStateSymbol];
  if (receiveBlockList?.check(rinfo.address, `${rinfo.family}`.toLowerCase())) return;
  socket.emit('message', Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength), rinfo);
}

// ---- questions and settings ----

Socket.prototype.address = function() {
  healthCheck(this);
  const out = {};
  const errno = this[kStateSymbol].handle.getsockname(out);
  if (errno) throw new ErrnoException(errno, 'getsockname');
  return out;
};

Socket.prototype.remoteAddress = function() {
  healthCheck(this);
  const state = this[kStateSymbol];
  if (state.connectState !== CONNECT_STATE_CONNECTED) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED();
  const out = {};
  const errno = state.handle.getpeername(out);
  if (errno) throw new ErrnoException(errno, 'getpeername');
  return out;
};

function set(method, name) {
  return function(value) {
    const errno = this[kStateSymbol].handle[method](value);
    if (errno) throw new ErrnoException(errno, name);
    return value;
  };
}

Socket.prototype.setBroadcast = function(on) {
  FunctionPrototypeCall(set('setBroadcast', 'setBroadcast'), this, on ? 1 : 0);
};

Socket.prototype.setTTL = function(ttl) {
  validateNumber(ttl, 'ttl');
  return FunctionPrototypeCall(set('setTTL', 'setTTL'), this, ttl);
};

Socket.prototype.setMulticastTTL = function(ttl) {
  validateNumber(ttl, 'ttl');
  return FunctionPrototypeCall(set('setMulticastTTL', 'setMulticastTTL'), this, ttl);
};

Socket.prototype.setMulticastLoopback = function(on) {
  FunctionPrototypeCall(set('setMulticastLoopback', 'setMulticastLoopback'), this, on ? 1 : 0);
  return on;
};

Socket.prototype.setMulticastInterface = function(address) {
  healthCheck(this);
  validateString(address, 'interfaceAddress');
  FunctionPrototypeCall(set('setMulticastInterface', 'setMulticastInterface'), this, address);
};

Socket.prototype.addMembership = function(group, address) {
  healthCheck(this);
  if (!group) throw new ERR_MISSING_ARGS('multicastAddress');
  const errno = this[kStateSymbol].handle.addMembership(group, address);
  if (errno) throw new ErrnoException(errno, 'addMembership');
};

Socket.prototype.dropMembership = function(group, address) {
  healthCheck(this);
  if (!group) throw new ERR_MISSING_ARGS('multicastAddress');
  const errno = this[kStateSymbol].handle.dropMembership(group, address);
  if (errno) throw new ErrnoException(errno, 'dropMembership');
};

Socket.prototype.addSourceSpecificMembership = function(source, group, address) {
  healthCheck(this);
  validateString(source, 'sourceAddress');
  validateString(group, 'groupAddress');
  const errno = this[kStateSymbol].handle.addSourceSpecificMembership(source, group, address);
  if (errno) throw new ErrnoException(errno, 'addSourceSpecificMembership');
};

Socket.prototype.dropSourceSpecificMembership = function(source, group, address) {
  healthCheck(this);
  validateString(source, 'sourceAddress');
  validateString(group, 'groupAddress');
  const errno = this[kStateSymbol].handle.dropSourceSpecificMembership(source, group, address);
  if (errno) throw new ErrnoException(errno, 'dropSourceSpecificMembership');
};

function bufferSize(socket, size, ofSending) {
  if (size >>> 0 !== size) throw new ERR_SOCKET_BAD_BUFFER_SIZE();
  const context = {};
  const result = socket[kStateSymbol].handle.bufferSize(size, ofSending, context);
  if (result === undefined) throw new ERR_SOCKET_BUFFER_SIZE(context);
  return result;
}

Socket.prototype.setRecvBufferSize = function(size) { bufferSize(this, size, false); };
Socket.prototype.setSendBufferSize = function(size) { bufferSize(this, size, true); };
Socket.prototype.getRecvBufferSize = function() { return bufferSize(this, 0, false); };
Socket.prototype.getSendBufferSize = function() { return bufferSize(this, 0, true); };
Socket.prototype.getSendQueueSize = function() { return this[kStateSymbol].handle.getSendQueueSize(); };
Socket.prototype.getSendQueueCount = function() { return this[kStateSymbol].handle.getSendQueueCount(); };

Socket.prototype.ref = function() {
  this[kStateSymbol].handle?.ref();
  return this;
};

Socket.prototype.unref = function() {
  this[kStateSymbol].handle?.unref();
  return this;
};

// ---- deprecated properties ----

const deprecated = { _handle: 'handle', _receiving: 'receiving', _bindState: 'bindState', _queue: 'queue', _reuseAddr: 'reuseAddr' };
for (const name of ObjectKeys(deprecated)) {
  const key = deprecated[name];
  const message = `Socket.prototype.${name} is deprecated`;
  ObjectDefineProperty(Socket.prototype, name, {
    __proto__: null,
    get: deprecate(function() { return this[kStateSymbol][key]; }, message, 'DEP0112'),
    set: deprecate(function(value) { this[kStateSymbol][key] = value; }, message, 'DEP0112'),
  });
}

Socket.prototype._healthCheck = deprecate(function() { healthCheck(this); }, 'Socket.prototype._healthCheck() is deprecated', 'DEP0112');
Socket.prototype._stopReceiving = deprecate(function() {
  stopReceiving(this);
}, 'Socket.prototype._stopReceiving() is deprecated', 'DEP0112');

module.exports = { createSocket, Socket };
ObjectDefineProperty(module.exports, '_createSocketHandle', {
  __proto__: null, value: _createSocketHandle, enumerable: false, configurable: true, writable: true,
});
