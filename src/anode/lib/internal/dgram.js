'use strict';

// The system's UDP socket as the object that a dgram.Socket holds. Its methods answer as libuv's do: 0 or a negative errno.
// bindings/net/dgram.py names the events.

const { ObjectAssign, SafeMap, Symbol } = primordials;

const hooks = require('internal/async_hooks');
const { codes: { ERR_SOCKET_BAD_TYPE }, ErrnoException, ExceptionWithHostPort } = require('internal/errors');
const { validateFunction } = require('internal/validators');

const { Event: { MESSAGE, RECEIVE_ERROR, SENT } } = binding('net/dgram');
const { HandleEvent: { CLOSED } } = binding('loop');
const UV_EINVAL = -22, UV_EACCES = -13, UV_EBADF = -9;

const udp = binding('net/dgram');
const kStateSymbol = Symbol('state symbol');

let denied;  // the last refusal of permission, until failureOf() has told it

// Returns 0, or the errno of a system error. Errors of arguments are thrown.
function attempt(call) {
  try {
    call();
    return 0;
  } catch (error) {
    if (error?.code === 'ERR_ACCESS_DENIED') {
      denied = error;
      return UV_EACCES;
    }
    if (typeof error?.errno !== 'number') throw error;
    return error.errno;
  }
}

// The error of a call that has returned `errno`.
function failureOf(errno, syscall, address, port) {
  const refusal = denied;
  denied = undefined;
  return errno === UV_EACCES && refusal !== undefined ? refusal : new ExceptionWithHostPort(errno, syscall, address, port);
}

class UDP {
  constructor(id) {
    this.id = id;
    this.family = 'IPv4';
    this.onmessage = undefined;   // (count, handle, buffer, rinfo)
    this.onerror = undefined;
    this.sends = new SafeMap();   // number -> request
    this.nextSend = 0;
    this.begun = false;
    this.closed = false;
    this.asyncId = 0;
    this.triggerAsyncId = 0;
    if (hooks.initHooksExist()) {
      this.asyncId = hooks.newAsyncId();
      this.triggerAsyncId = hooks.getDefaultTriggerAsyncId();
      hooks.emitInit(this.asyncId, 'UDPWRAP', this.triggerAsyncId, this);
    }
    binding.attach(id, (kind, a, b, c) => {
      const hooked = hooks.enabledHooksExist() && this.asyncId !== 0;
      if (hooked) hooks.emitBefore(this.asyncId, this.triggerAsyncId, this);
      this.event(kind, a, b, c);
      if (hooked) hooks.emitAfter(this.asyncId);
      if (hooked && kind === CLOSED) hooks.emitDestroy(this.asyncId);
    });
  }

  event(kind, a, b, c) {
    switch (kind) {
      case MESSAGE: this.onmessage(a.length, this, a, { address: b, family: this.family, port: c, size: a.length }); break;
      case RECEIVE_ERROR: this.onmessage(b, this, undefined, undefined); break;
      case SENT: {
        const request = this.sends.get(a);
        this.sends.delete(a);
        request?.oncomplete?.(b === null ? 0 : c, request.size);
        break;
      }
      case CLOSED: this.onclosed?.(); break;
    }
  }

  getAsyncId() {
    this.asyncId ||= hooks.newAsyncId();
    return this.asyncId;
  }

  // libuv creates the socket with the first call that needs it. Before that, `ask` answers EBADF.
  begin(call) {
    const errno = attempt(call);
    if (errno === 0) this.begun = true;
    return errno;
  }

  ask(call) { return this.begun && !this.closed ? attempt(call) : UV_EBADF; }

  bind(address, port, flags) { return this.begin(() => udp.bind(this.id, address, port >>> 0, flags)); }
  bind6(address, port, flags) { return this.begin(() => udp.bind(this.id, address, port >>> 0, flags)); }
  connect(address, port) { return this.begin(() => udp.connect(this.id, address, port)); }
  connect6(address, port) { return this.begin(() => udp.connect(this.id, address, port)); }
  disconnect() { return attempt(() => udp.disconnect(this.id)); }
  recvStart() { return attempt(() => udp.receive(this.id, true)); }
  recvStop() { return attempt(() => udp.receive(this.id, false)); }

  // As in libuv: 0 means that the datagram waits and the request is called back; a positive number is its size plus one, and it is gone; a
  // negative number is an errno.
  send(request, list, count, port, address) { return this.sendDatagram(request, list, count, port, address); }
  send6(request, list, count, port, address) { return this.sendDatagram(request, list, count, port, address); }

  sendDatagram(request, list, count, port, address) {
    const { Buffer } = require('buffer');
    const data = count === 1 ? list[0] : Buffer.concat(list);
    const number = ++this.nextSend;
    let gone = false;
    const connected = typeof port !== 'number';
    const errno = this.begin(() => {
      gone = connected ? udp.send(this.id, number, data) : udp.send_to(this.id, number, data, address, port);
    });
    if (errno !== 0) return errno;
    if (gone) return data.length + 1;
    request.size = data.length;
    this.sends.set(number, request);
    return 0;
  }

  getsockname(out) { return this.ask(() => ObjectAssign(out, udp.local_address(this.id))); }
  getpeername(out) { return this.ask(() => ObjectAssign(out, udp.peer_address(this.id))); }
  get fd() { return this.closed || !this.begun ? UV_EBADF : udp.descriptor(this.id); }
  getSendQueueSize() { return this.closed ? 0 : udp.queue(this.id)[0]; }
  getSendQueueCount() { return this.closed ? 0 : udp.queue(this.id)[1]; }

  bufferSize(size, ofSending, context) {
    if (size !== size >>> 0 || size > 0x7fffffff) return fill(context, UV_EINVAL, ofSending);
    let result;
    const errno = this.ask(() => { result = udp.buffer_size(this.id, size, !!ofSending); });
    return errno === 0 ? result : fill(context, errno, ofSending);
  }

  setBroadcast(on) { return this.option('broadcast', on); }
  setTTL(ttl) { return this.option('ttl', ttl); }
  setMulticastTTL(ttl) { return this.option('multicastTTL', ttl); }
  setMulticastLoopback(on) { return this.option('multicastLoopback', on); }
  option(name, value) { return this.ask(() => udp.set_option(this.id, name, +value)); }
  setMulticastInterface(address) { return this.ask(() => udp.multicast_interface(this.id, address)); }
  addMembership(group, address) { return this.begin(() => udp.membership(this.id, true, group, address ?? null, null)); }
  dropMembership(group, address) { return this.ask(() => udp.membership(this.id, false, group, address ?? null, null)); }
  addSourceSpecificMembership(source, group, address) {
    return this.begin(() => udp.membership(this.id, true, group, address ?? null, source));
  }
  dropSourceSpecificMembership(source, group, address) {
    return this.ask(() => udp.membership(this.id, false, group, address ?? null, source));
  }

  ref() { if (!this.closed) binding.ref(this.id); }
  unref() { if (!this.closed) binding.unref(this.id); }
  hasRef() { return !this.closed && binding.hasRef(this.id); }

  close(callback) {
    if (this.closed) return;
    this.closed = true;
    this.onclosed = callback;
    binding.close(this.id);
  }
}

function fill(context, errno, ofSending) {
  context.errno = errno;
  context.code = new ErrnoException(errno, '').code;
  context.message = require('util').getSystemErrorMessage(errno);
  context.syscall = ofSending ? 'uv_send_buffer_size' : 'uv_recv_buffer_size';
  return undefined;
}

const lookup4 = (lookup, address, callback) => lookup(address || '127.0.0.1', 4, callback);
const lookup6 = (lookup, address, callback) => lookup(address || '::1', 6, callback);

function prepare(handle, type, lookup) {
  if (lookup === undefined) lookup = (address, family, callback) => require('dns').lookup(address, family, callback);
  else validateFunction(lookup, 'lookup');
  if (type === 'udp4') {
    handle.lookup = (address, callback) => lookup4(lookup, address, callback);
  } else {
    handle.family = 'IPv6';
    handle.lookup = (address, callback) => lookup6(lookup, address, callback);
    handle.bind = handle.bind6;
    handle.connect = handle.connect6;
    handle.send = handle.send6;
  }
  return handle;
}

function newHandle(type, lookup) {
  if (type !== 'udp4' && type !== 'udp6') throw new ERR_SOCKET_BAD_TYPE();
  return prepare(new UDP(udp.open_socket(type === 'udp4' ? 4 : 6)), type, lookup);
}

// A handle over a descriptor, or an errno for a descriptor that is no UDP socket.
function handleOfDescriptor(fd, type, lookup) {
  let id = 0;
  const errno = attempt(() => { id = udp.open_fd(fd); });
  if (errno !== 0) return errno;
  const handle = prepare(new UDP(id), type, lookup);
  handle.begun = true;
  return handle;
}

// A handle of a socket that other processes have too. A datagram that it reads is lost to them, so it reads only as many as it hands over
// at once.
function sharedHandle(fd) {
  const handle = new UDP(udp.open_shared(fd));
  handle.begun = true;
  return handle;
}

// A bound handle for cluster's primary, or an errno.
function _createSocketHandle(address, port, addressType, fd, flags) {
  if (typeof fd === 'number' && fd > 0) return handleOfDescriptor(fd, addressType);
  const handle = newHandle(addressType);
  if (!port && !address) return handle;
  const errno = handle.bind(address || (addressType === 'udp4' ? '0.0.0.0' : '::'), port || 0, flags);
  if (errno === 0) return handle;
  handle.close();
  return errno;
}

module.exports = { UDP, _createSocketHandle, failureOf, handleOfDescriptor, kStateSymbol, newHandle, sharedHandle };
