'use strict';

// A byte stream of the system's (TCP, Unix socket, pipe, terminal) as the object that net.Socket and process.stdin hold as `_handle`.
// bindings/stream.py names the events.

const { FunctionPrototypeCall } = primordials;
const { asyncIdOf } = lazyHooks();

const CONNECTION = 0, DATA = 1, END = 2, READ_ERROR = 3, WRITTEN = 4, SHUT = 5, CLOSED = -1;

const stream = binding('stream');

function lazyHooks() {
  const hooks = require('internal/async_hooks');
  return { asyncIdOf: () => hooks.newAsyncId() };
}

class StreamHandle {
  constructor(id) {
    this.id = id;
    this.reading = false;
    this.bytesRead = 0;
    this.bytesWritten = 0;
    this.fd = -1;
    this.onread = undefined;       // (bytes) | (undefined, error code or undefined)
    this.onconnection = undefined; // (handle)
    this.pendingWrites = [];
    this.pendingShutdown = undefined;
    this.onclosed = undefined;
    this.asyncId = 0;
    binding.attach(id, (kind, a, b) => this.event(kind, a, b));
  }

  event(kind, a, b) {
    switch (kind) {
      case DATA:
        this.bytesRead += a.length;
        FunctionPrototypeCall(this.onread, this, a, undefined, b);  // b: descriptors that came along (bindings/ipc.py)
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
      case CONNECTION: this.onconnection(new StreamHandle(a)); break;
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

  // True when all is written; otherwise `callback(error)` follows. Throws what the system says.
  write(data, callback) {
    this.bytesWritten += data.length;
    if (stream.write(this.id, data)) return true;
    primordials.ArrayPrototypePush(this.pendingWrites, callback);
    return false;
  }

  get writeQueueSize() {
    return this.id === 0 || this.pendingWrites.length === 0 ? 0 : stream.queued(this.id);
  }

  shutdown(callback) {
    this.pendingShutdown = callback;
    stream.shutdown(this.id);
  }

  close(callback) {
    this.onclosed = callback;
    this.reading = false;
    binding.close(this.id);
  }

  reset(callback) {
    this.onclosed = callback;
    stream.reset(this.id);
  }

  ref() { binding.ref(this.id); }
  unref() { binding.unref(this.id); }
  hasRef() { return binding.hasRef(this.id); }
  getAsyncId() { return this.asyncId ||= asyncIdOf(); }
  getsockname() { return stream.local_address(this.id); }
  getpeername() { return stream.peer_address(this.id); }
  setNoDelay(on) { stream.set_option(this.id, 'nodelay', on ? 1 : 0); }
  setKeepAlive(on, delay) { stream.set_option(this.id, 'keepalive', on ? delay : -1); }
  setBlocking(on) { stream.set_blocking(this.id, on); }
}

function failure(code, errno, syscall) {
  const { ErrnoException } = require('internal/errors');
  return new ErrnoException(errno, syscall);
}

module.exports = {
  StreamHandle,
  openSocket: (family) => new StreamHandle(stream.open_socket(family)),
  openFd: (fd) => { const handle = new StreamHandle(stream.open_fd(fd)); handle.fd = fd; return handle; },
};
