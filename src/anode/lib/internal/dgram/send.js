'use strict';

// dgram.Socket's send(): all forms of arguments, sent at once or after the socket is bound and the name is resolved.

const { ArrayBufferIsView, ArrayIsArray, ArrayPrototypePush, ReflectApply } = primordials;

const {
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_IP_BLOCKED, ERR_SOCKET_DGRAM_IS_CONNECTED, ERR_SOCKET_DGRAM_NOT_RUNNING,
  },
  ExceptionWithHostPort,
} = require('internal/errors');
const { validateNumber, validatePort, validateString } = require('internal/validators');
const { Buffer } = require('buffer');
const { errorMonitor } = require('events');
const { failureOf, kStateSymbol } = require('internal/dgram');
const { isIP } = require('internal/net');

const BIND_STATE_UNBOUND = 0, BIND_STATE_BINDING = 1, BIND_STATE_BOUND = 2;
const CONNECT_STATE_DISCONNECTED = 0, CONNECT_STATE_CONNECTING = 1, CONNECT_STATE_CONNECTED = 2;

function healthCheck(socket) {
  if (!socket[kStateSymbol].handle) throw new ERR_SOCKET_DGRAM_NOT_RUNNING();
}

function sliceBuffer(buffer, offset, length) {
  if (typeof buffer === 'string') buffer = Buffer.from(buffer);
  else if (!ArrayBufferIsView(buffer)) throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView', 'string'], buffer);
  offset >>>= 0;
  length >>>= 0;
  if (offset > buffer.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (offset + length > buffer.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  return Buffer.from(buffer.buffer, buffer.byteOffset + offset, length);
}

// The buffers of a list, or null if an element is neither text nor bytes.
function fixBufferList(list) {
  const fixed = [];
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    if (typeof item === 'string') fixed[i] = Buffer.from(item);
    else if (!ArrayBufferIsView(item)) return null;
    else fixed[i] = Buffer.from(item.buffer, item.byteOffset, item.byteLength);
  }
  return fixed;
}

function enqueue(socket, task) {
  const state = socket[kStateSymbol];
  if (state.queue === undefined) {
    state.queue = [];
    socket.once(errorMonitor, onListenError);
    socket.once('listening', onListenSuccess);
  }
  ArrayPrototypePush(state.queue, task);
}

function onListenSuccess() {
  this.removeListener(errorMonitor, onListenError);
  clearQueue(this);
}

function onListenError() {
  this.removeListener('listening', onListenSuccess);
  this[kStateSymbol].queue = undefined;
}

function clearQueue(socket) {
  const state = socket[kStateSymbol];
  const { queue } = state;
  state.queue = undefined;
  for (let i = 0; i < queue.length; i++) queue[i]();
}

// send(msg, port, address, callback), send(msg, offset, length, port, address, callback), and both without port and address when connected.
function send(buffer, offset, length, port, address, callback) {
  let list;
  const state = this[kStateSymbol];
  const connected = state.connectState === CONNECT_STATE_CONNECTED;
  if (!connected) {
    if (address || (port && typeof port !== 'function')) {
      buffer = sliceBuffer(buffer, offset, length);
    } else {
      callback = port;
      port = offset;
      address = length;
    }
  } else {
    if (typeof length === 'number') {
      buffer = sliceBuffer(buffer, offset, length);
      if (typeof port === 'function') {
        callback = port;
        port = null;
      }
    } else {
      callback = offset;
    }
    if (port || address) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
  }

  if (!ArrayIsArray(buffer)) {
    if (typeof buffer === 'string') list = [Buffer.from(buffer)];
    else if (!ArrayBufferIsView(buffer)) throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView', 'string'], buffer);
    else list = [buffer];
  } else if ((list = fixBufferList(buffer)) === null) {
    throw new ERR_INVALID_ARG_TYPE('buffer list arguments', ['Buffer', 'TypedArray', 'DataView', 'string'], buffer);
  }
  if (!connected) port = validatePort(port, 'Port', false);
  if (typeof callback !== 'function') callback = undefined;
  if (typeof address === 'function') {
    callback = address;
    address = undefined;
  } else if (address != null) {
    validateString(address, 'address');
  }
  healthCheck(this);
  if (state.bindState === BIND_STATE_UNBOUND) this.bind({ port: 0, exclusive: true }, null);
  if (list.length === 0) ArrayPrototypePush(list, Buffer.alloc(0));
  if (state.bindState !== BIND_STATE_BOUND) {
    enqueue(this, () => ReflectApply(this.send, this, [list, port, address, callback]));
    return;
  }
  if (connected) {
    doSend(this, null, list, undefined, undefined, callback);
    return;
  }
  state.handle.lookup(address, (error, ip) => {
    if (!error && state.sendBlockList?.check(ip, `ipv${isIP(ip)}`)) error = new ERR_IP_BLOCKED(ip);
    doSend(this, error, list, ip, port, callback, address);
  });
}

function doSend(socket, error, list, ip, port, callback, address) {
  const state = socket[kStateSymbol];
  if (error) {
    if (callback) process.nextTick(callback, error);
    else process.nextTick(() => socket.emit('error', error));
    return;
  }
  if (!state.handle) return;
  const request = {};
  if (callback) {
    request.oncomplete = (errno, sent) => {
      if (errno) callback(new ExceptionWithHostPort(errno, 'send', address ?? ip, port));
      else callback(null, sent);
    };
  }
  const result = port !== undefined && port !== null ?
    state.handle.send(request, list, list.length, port, ip, !!callback) :
    state.handle.send(request, list, list.length, !!callback);
  if (result >= 1) {
    if (callback) process.nextTick(callback, null, result - 1);
    return;
  }
  if (result < 0 && callback) process.nextTick(callback, failureOf(result, 'send', address ?? ip, port));
}

function sendto(buffer, offset, length, port, address, callback) {
  validateNumber(offset, 'offset');
  validateNumber(length, 'length');
  validateNumber(port, 'port');
  validateString(address, 'address');
  this.send(buffer, offset, length, port, address, callback);
}

module.exports = {
  BIND_STATE_BINDING, BIND_STATE_BOUND, BIND_STATE_UNBOUND, CONNECT_STATE_CONNECTED, CONNECT_STATE_CONNECTING, CONNECT_STATE_DISCONNECTED,
  enqueue, healthCheck, send, sendto,
};
