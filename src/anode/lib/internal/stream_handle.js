'use strict';

// A byte stream of the system (TCP, Unix socket, pipe, terminal): the `_handle` of a net.Socket or process.stdin.
// bindings/net/byte_stream.py has the events.

const { FunctionPrototypeCall, ObjectAssign } = primordials;
const hooks = require('internal/async_hooks');
const { getAsyncContext, setAsyncContext } = require('internal/engine');

const { setImmediate } = require('internal/timers/immediate');
const stream = binding('net/stream');

const { Event: { CONNECTION, DATA, END, READ_ERROR, WRITTEN, SHUT } } = stream;
const { HandleEvent: { CLOSED } } = binding('loop');
const UV_EACCES = -13;

class StreamHandle {
  // The id 0 is a socket whose address family is not known yet; open() creates it. `provider` is async_hooks' name for the handle.
  constructor(id, provider, trigger) {
    this.id = id;
    this.provider = provider;
    this.wantsRef = true;
    this.reading = false;
    this.bytesRead = 0;
    this.bytesWritten = 0;
    this.known = -1;               // a descriptor that existed before the handle
    this.closing = false;
    this.onread = undefined;       // (bytes) | (undefined, error code or undefined)
    this.onconnection = undefined; // (0, handle)
    this.pendingWrites = [];
    this.pendingShutdown = undefined;
    this.onclosed = undefined;
    this.asyncId = 0;
    this.triggerAsyncId = 0;
    if (hooks.initHooksExist()) this.identify(trigger ?? hooks.getDefaultTriggerAsyncId());
    if (id !== 0) this.attach();
  }

  identify(trigger) {
    this.asyncId = hooks.newAsyncId();
    this.triggerAsyncId = trigger;
    hooks.emitInit(this.asyncId, this.provider, trigger, this);
  }

  attach() {
    binding.attach(this.id, (kind, a, b) => {
      if (hooks.enabledHooksExist()) this.hookedEvent(kind, a, b);
      else this.event(kind, a, b);
    }, this);
  }

  // The ends of writes and of shutdown are requests with ids of their own (see `request`).
  hookedEvent(kind, a, b) {
    if (kind === WRITTEN || kind === SHUT) {
      this.event(kind, a, b);
      return;
    }
    if (kind === CONNECTION) a = this.accept(a);
    const asyncId = this.getAsyncId();
    if (kind !== CLOSED || this.onclosed !== undefined) {
      hooks.emitBefore(asyncId, this.triggerAsyncId, this);
      this.event(kind, a, b);
      hooks.emitAfter(asyncId);
    }
    if (kind === CLOSED) hooks.emitDestroy(asyncId);
  }

  // An accepted connection has no async context: the program has not started it.
  accept(id) {
    const frame = getAsyncContext();
    setAsyncContext(undefined);
    const handle = new StreamHandle(id, this.provider === 'PIPESERVERWRAP' ? 'PIPEWRAP' : 'TCPWRAP', this.asyncId || undefined);
    setAsyncContext(frame);
    return handle;
  }

  // For async_hooks, a write or shutdown that ends later is a request with an id of its own.
  request(provider, callback) {
    return hooks.initHooksExist() ? require('internal/async_wrap').requestOf(provider, this.getAsyncId(), callback) : callback;
  }

  // The handle of the system's socket. Other handles (TLS) may be on top of it.
  get lowest() { return this; }

  open(family) {
    if (this.id !== 0) return;
    this.id = stream.open_socket(family);
    this.attach();
    if (!this.wantsRef) binding.unref(this.id);
  }

  // Connects, to a path where there is no port. As in Node, `request.oncomplete(status, handle, request, readable, writable)` follows; a
  // failure is in `request.error`. Programs replace these methods.
  connect(request, address, port) { return this.dial(port === undefined ? 1 : 4, request, address, port); }
  connect6(request, address, port) { return this.dial(6, request, address, port); }

  dial(family, request, address, port) {
    this.open(family);
    const done = (error) => {
      request.error = error ?? undefined;
      request.oncomplete(error ? error.errno ?? UV_EACCES : 0, this, request, true, true);
    };
    hooks.defaultTriggerAsyncIdScope(
      this.getAsyncId(), family === 1 ? stream.async.connect_unix : stream.async.connect, done, this.id, address, port);
    return 0;
  }

  event(kind, a, b) {
    switch (kind) {
      case DATA:
        this.bytesRead += a.length;
        FunctionPrototypeCall(this.onread, this, a, undefined, b);  // b: descriptors that came along (bindings/child_process/ipc.py)
        break;
      case END: this.reading = false; FunctionPrototypeCall(this.onread, this, undefined, undefined); break;
      case READ_ERROR: this.reading = false; FunctionPrototypeCall(this.onread, this, undefined, { code: a, errno: b }); break;
      case WRITTEN: {
        const callback = this.pendingWrites.shift();
        callback?.(a === null ? null : failure(a, b, 'write'));
        break;
      }
      case SHUT: {
        const callback = this.pendingShutdown;
        this.pendingShutdown = undefined;
        callback?.(a === null ? null : failure(a, b, 'shutdown'));
        break;
      }
      case CONNECTION: this.onconnection(0, typeof a === 'number' ? this.accept(a) : a); break;
      case CLOSED: this.onclosed?.(); break;
    }
  }

  readStart() {
    if (this.reading) return;
    this.reading = true;
    stream.read_start(this.id);
  }

  readStop() {
    if (!this.reading) return;
    this.reading = false;
    stream.read_stop(this.id);
  }

  // Returns true when all bytes are written; otherwise `callback(error)` follows. Throws a system error.
  write(data, callback) {
    this.bytesWritten += data.length;
    if (stream.write(this.id, data)) return true;
    primordials.ArrayPrototypePush(this.pendingWrites, this.request('WRITEWRAP', callback));
    return false;
  }

  get writeQueueSize() {
    return this.id === 0 || this.pendingWrites.length === 0 ? 0 : stream.queued(this.id);
  }

  shutdown(callback) {
    this.pendingShutdown = this.request('SHUTDOWNWRAP', callback);
    stream.shutdown(this.id);
  }

  get fd() {
    return this.known >= 0 || this.id === 0 || this.closing ? this.known : stream.file_descriptor(this.id);
  }

  set fd(value) { this.known = value; }

  close(callback) {
    if (this.closing) return;
    this.closing = true;
    this.onclosed = callback;
    this.reading = false;
    if (this.id === 0) setImmediate(() => callback?.());
    else binding.close(this.id);
  }

  reset(callback) {
    if (this.closing) return;
    this.closing = true;
    this.onclosed = callback;
    if (this.id === 0) setImmediate(() => callback?.());
    else stream.reset(this.id);
  }

  ref() {
    this.wantsRef = true;
    if (this.id !== 0) binding.ref(this.id);
  }

  unref() {
    this.wantsRef = false;
    if (this.id !== 0) binding.unref(this.id);
  }

  hasRef() { return this.id === 0 ? this.wantsRef : binding.hasRef(this.id); }
  getAsyncId() { return this.asyncId ||= hooks.newAsyncId(); }

  // Returns the address. As in Node, an object may be passed: it is filled, and a status is returned.
  getsockname(out) {
    if (out === undefined) return stream.local_address(this.id);
    try {
      ObjectAssign(out, stream.local_address(this.id));
      return 0;
    } catch (error) {
      return error.errno;
    }
  }

  getpeername() { return stream.peer_address(this.id); }
  setNoDelay(on) { if (this.id !== 0) stream.set_option(this.id, 'nodelay', on ? 1 : 0); }
  setKeepAlive(on, delay) { if (this.id !== 0) stream.set_option(this.id, 'keepalive', on ? delay : -1); }
  setBlocking(on) { stream.set_blocking(this.id, on); }
}

function failure(code, errno, syscall) {
  const { ErrnoException } = require('internal/errors');
  return new ErrnoException(errno, syscall);
}

module.exports = {
  StreamHandle,
  openFd: (fd, kind) => {
    const handle = new StreamHandle(stream.open_fd(fd), kind === 'TTY' ? 'TTYWRAP' : kind === 'TCP' ? 'TCPWRAP' : 'PIPEWRAP');
    handle.fd = fd;
    return handle;
  },
};
