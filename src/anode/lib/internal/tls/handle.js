'use strict';

// The stream that encrypts (bindings/tls/stream.py names its events) as the `_handle` of a TLSSocket; and the handle below it where it is
// on top of a stream that is not a socket of the system.

const { ArrayPrototypePush, Error, FunctionPrototypeCall } = primordials;
const { Buffer } = require('buffer');
const { ErrnoException } = require('internal/errors');
const { StreamHandle } = require('internal/stream_handle');
const hooks = require('internal/async_hooks');

const system = binding('tls');
const carried = binding('net/js_stream');
const { TlsEvent: { SECURE, FAILED, HELLO, PSK, SESSION, OCSP, KEYLOG, HANDSHAKE } } = binding('tls');
const { CarrierEvent: { WRITE, SHUTDOWN, READ_START, READ_STOP } } = binding('net/js_stream');
const ECANCELED = -125;
const noop = () => {};

class TlsHandle extends StreamHandle {
  // `parent` is the handle below, `parentWrap` the socket that has it, if there is one. Packages read it under Node's name, _parentWrap.
  constructor(parent, parentWrap, context, isServer, asks) {
    super(system.create(context.id, isServer, asks), 'TLSWRAP');
    this.isServer = isServer;
    this.parent = parent;
    this._parentWrap = parentWrap;
    this.isPipe = parent.isPipe;
    this.attached = false;
    this.begun = false;
    this.alpn = null;
    this.servername = null;
    this.verification = 0;
    this.reused = false;
    this.session = undefined;
    this.beforeClose = undefined;
    this.blocked = false;  // the writes of the socket below go first
    this.wantsStart = false;
    this.onerror = noop;
    this.onsecure = noop;
    this.onhello = noop;
    this.onpsk = noop;
    this.onsession = noop;
    this.onocsp = noop;
    this.onkeylog = noop;
    this.onhandshakestart = noop;
  }

  attach() {
    binding.attach(this.id, (kind, a, b, c, d) => {
      if (kind < SECURE) {
        if (hooks.enabledHooksExist()) this.hookedEvent(kind, a, b);
        else this.event(kind, a, b);
      } else if (!this.closing) {
        this.tlsEvent(kind, a, b, c, d);
      }
    }, this);
  }

  tlsEvent(kind, a, b, c, d) {
    switch (kind) {
      case SECURE:
        this.alpn = a;
        this.servername = b;
        this.verification = c;
        this.reused = d;
        this.onsecure();
        // No listener has destroyed the socket: data written before may go.
        if (!this.closing) system.confirm(this.id);
        break;
      case FAILED: this.onerror(protocolError(a, b, c, d)); break;
      case HELLO: this.onhello(a); break;
      case PSK: this.onpsk(a); break;
      case SESSION:
        this.session = asBuffer(a);
        this.onsession(Buffer.from(b, 'hex'), this.session);
        break;
      case OCSP: this.onocsp(a === undefined || a === null ? null : asBuffer(a)); break;
      case KEYLOG: this.onkeylog(asBuffer(a)); break;
      case HANDSHAKE: this.onhandshakestart(); break;
    }
  }

  // ---- below ----

  get lowest() { return this.parent.lowest; }
  open(family) { this.parent.open(family); }
  connect(request, address, port) { return this.lowest.connect(request, address, port); }
  connect6(request, address, port) { return this.lowest.connect6(request, address, port); }

  // The connection was made on another handle than the one it was begun with.
  carry(handle) { this.parent = handle; }

  join() {
    if (this.attached || this.closing) return;
    if (this._parentWrap) this.parent = this._parentWrap._handle ?? this.parent;
    if (this.parent.id === 0) return;
    this.attached = true;
    system.attach(this.id, this.parent.id);
    // Data that the handle below has read already, and not delivered.
    this.parent.onread = (bytes, failure) => {
      if (this.closing) return;
      if (bytes !== undefined) system.receive(this.id, bytes);
      else if (failure === undefined) system.receive(this.id);
      else FunctionPrototypeCall(this.onread, this, undefined, failure);
    };
    if (this.parent.reading) this.parent.reading = true;
  }

  start() {
    if (this.begun || this.closing) return;
    this.begun = true;
    this.join();
    system.begin(this.id);
  }

  receive(bytes) {
    this.join();
    system.receive(this.id, bytes);
  }

  write(data, callback) {
    if (!this.begun && !this.blocked) this.start();
    return super.write(data, callback);
  }

  get fd() { return this.parent?.fd ?? -1; }
  set fd(value) { if (this.parent !== undefined) this.parent.fd = value; }
  ref() { this.parent.ref(); }
  unref() { this.parent.unref(); }
  hasRef() { return this.parent.hasRef(); }
  getsockname(out) { return this.parent.getsockname(out); }
  getpeername() { return this.parent.getpeername(); }
  setNoDelay(on) { this.parent.setNoDelay?.(on); }
  setKeepAlive(on, delay) { this.parent.setKeepAlive?.(on, delay); }
  setBlocking(on) { this.parent.setBlocking?.(on); }

  close(callback) {
    if (this.closing) return;
    this.beforeClose?.();
    this.closing = true;
    this.reading = false;
    const { owner, parent, _parentWrap: parentWrap } = this;
    if (owner) owner.ssl = null;
    binding.close(this.id);
    const done = () => {
      this.cancelWrites();
      callback?.();
    };
    if (parentWrap) {
      if (!parentWrap._handle) {
        done();
        return;
      }
      if (parentWrap._handle === parent) {
        parentWrap.once('close', done);
        parentWrap.destroy();
        return;
      }
    }
    parent.close(done);
  }

  reset(callback) { this.close(callback); }

  cancelWrites() {
    const pending = this.pendingWrites;
    this.pendingWrites = [];
    for (let i = 0; i < pending.length; i++) pending[i]?.(new ErrnoException(ECANCELED, 'write', 'Canceled because of SSL destruction'));
  }

  // ---- settings ----

  setVerifyMode(request, required) { system.verify_mode(this.id, request, required); }
  setServername(name) { system.configure(this.id, 'servername', name); }
  setALPNProtocols(wire) { system.configure(this.id, 'protocols', wire); }
  setSession(session) { return system.set_session(this.id, session); }
  requestOCSP() { system.configure(this.id, 'status'); }
  enableSessionCallbacks() { system.configure(this.id, 'sessions'); }
  enableKeylogCallback() { system.configure(this.id, 'keylog'); }
  setMaxSendFragment(size) {
    if (size < 512 || size > 16384) return 0;
    system.configure(this.id, 'fragment', size);
    return 1;
  }

  setKeyCert(context) { system.set_key_cert(this.id, context.id); }
  renegotiate() { system.renegotiate(this.id); }

  // ---- properties of the connection ----

  get connection() { return this.closing ? undefined : system.inspect(this.id); }

  verifyError() {
    if (this.verification === 0) return null;
    const { 0: code, 1: message } = system.verify_error(this.verification);
    const error = new Error(message);
    error.code = code;
    return error;
  }

  getALPNNegotiatedProtocol() { return this.alpn ?? false; }
  getServername() { return this.servername ?? false; }
  isSessionReused() { return this.reused; }
  // The session reported last, or else the one OpenSSL has.
  getSession() { return this.session === undefined ? bufferOrUndefined(system.session(this.id)) : Buffer.from(this.session); }
  getTLSTicket() {
    const session = this.getSession();
    return session === undefined ? undefined : bufferOrUndefined(system.ticket(session));
  }

  getFinished() { return bufferOrUndefined(system.finished(this.id, false)); }
  getPeerFinished() { return bufferOrUndefined(system.finished(this.id, true)); }
  exportKeyingMaterial(length, label, context) {
    return asBuffer(context === undefined ? system.export_keying_material(this.id, length, label) :
      system.export_keying_material(this.id, length, label, context));
  }

  destroySSL() {}
}

const asBuffer = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const bufferOrUndefined = (bytes) => (bytes === null || bytes === undefined ? undefined : asBuffer(bytes));

function protocolError(message, code, library, reason) {
  const error = new Error(message);
  error.library = library;
  error.reason = reason;
  error.code = code;
  return error;
}

// The handle of a stream written in JavaScript; `carrier` does the work (internal/js_stream_socket.js).
class JsStreamHandle extends StreamHandle {
  constructor(carrier) {
    super(carried.create(), 'JSSTREAM');
    this.carrier = carrier;
  }

  attach() {
    binding.attach(this.id, (kind, a, b) => {
      switch (kind) {
        case WRITE: this.carrier.doWrite(a, (code) => this.tell('written', code)); break;
        case SHUTDOWN: this.carrier.doShutdown((code) => this.tell('shut', code)); break;
        case READ_START: this.carrier.readStart(); break;
        case READ_STOP: this.carrier.readStop(); break;
        default: this.event(kind, a, b);
      }
    }, this);
  }

  tell(what, code) {
    if (!this.closing) carried.tell(this.id, what, code ?? null);
  }

  readBuffer(chunk) {
    if (!this.closing) carried.tell(this.id, 'data', null, chunk);
  }

  emitEOF() { this.tell('end'); }

  readStart() {
    this.reading = true;
    this.carrier.readStart();
  }

  readStop() {
    this.reading = false;
    this.carrier.readStop();
  }

  write(data, callback) {
    this.bytesWritten += data.length;
    ArrayPrototypePush(this.pendingWrites, callback);
    this.carrier.doWrite(data, (code) => this.tell('written', code));
    return false;
  }

  shutdown(callback) {
    this.pendingShutdown = callback;
    this.carrier.doShutdown((code) => this.tell('shut', code));
  }

  get writeQueueSize() { return 0; }
  get fd() { return -1; }
  set fd(value) {}
  ref() {}
  unref() {}
  hasRef() { return false; }
  getsockname() { return {}; }
  getpeername() { return {}; }
  setNoDelay() {}
  setKeepAlive() {}
  setBlocking() {}

  close(callback) {
    if (this.closing) return;
    this.carrier.doClose();
    super.close(callback);
  }
}

module.exports = { JsStreamHandle, TlsHandle };
