'use strict';

// TLSSocket.

const {
  DateNow, FunctionPrototypeCall, ObjectKeys, ObjectSetPrototypeOf, RegExpPrototypeExec, SafeArrayIterator, Symbol,
} = primordials;

const { Buffer } = require('buffer');
const {
  codes: {
    ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS, ERR_TLS_HANDSHAKE_TIMEOUT, ERR_TLS_INVALID_CONTEXT,
    ERR_TLS_INVALID_STATE, ERR_TLS_RENEGOTIATION_DISABLED, ERR_TLS_SESSION_ATTACK, ERR_TLS_SNI_FROM_SERVER,
  },
} = require('internal/errors');
const {
  validateBoolean, validateBuffer, validateFunction, validateInt32, validateObject, validateString, validateUint32,
} = require('internal/validators');
const { Socket } = require('internal/net/socket');
const { StreamHandle } = require('internal/stream_handle');
const { TlsHandle } = require('internal/tls/handle');
const { NativeSecureContext } = require('internal/tls/native_context');
const { SecureContext } = require('internal/tls/secure_context');
const { convertALPNProtocols } = require('internal/tls/protocols');
const { chooseContext, kALPNCallback, kPskCallback, onhello, onpsk } = require('internal/tls/handshake_callbacks');
const { cipher, ephemeralKey, protocol } = require('internal/tls/cipher_names');
const { logKeys } = require('internal/tls/keylog');
const { ownCertificate, peerCertificate, peerX509 } = require('internal/tls/peer_certificate');
const { sharedSigalgs } = require('internal/tls/shared_sigalgs');

const contexts = binding('tls/secure_context');
const { Ask } = binding('tls');

const kConnectOptions = Symbol('connectOptions');
const kDisableRenegotiation = Symbol('disableRenegotiation');
const kErrorEmitted = Symbol('errorEmitted');
const kVerified = Symbol('verified');
const kPendingSession = Symbol('pendingSession');
const kHandshakes = Symbol('handshakes');
const kSince = Symbol('since');

// Python's ssl gives no access to OpenSSL's trace of a handshake.
function refuseTrace() {
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('enableTrace');
}

function TLSSocket(socket, options) {
  const given = this._tlsOptions = { ...options };
  if (given.enableTrace != null) validateBoolean(given.enableTrace, 'options.enableTrace');
  if (given.ALPNProtocols) convertALPNProtocols(given.ALPNProtocols, given);
  this._secureEstablished = false;
  this._securePending = false;
  this._newSessionPending = false;
  this._controlReleased = false;
  this.secureConnecting = true;
  this._SNICallback = null;
  this[kALPNCallback] = null;
  this.servername = null;
  this.alpnProtocol = null;
  this.authorized = false;
  this.authorizationError = null;
  this[kVerified] = false;
  this[kPendingSession] = null;
  this[kHandshakes] = 0;
  this[kSince] = 0;
  this.encrypted = true;
  let wrap = null;
  if (socket) {
    if (socket instanceof Socket && socket._handle) {
      wrap = socket;
    } else {
      const JSStreamSocket = require('internal/js_stream_socket');
      wrap = new JSStreamSocket(socket);
    }
  }
  const busy = wrap !== null && wrap.writableLength > 0;
  FunctionPrototypeCall(Socket, this, {
    handle: this._wrapHandle(wrap), allowHalfOpen: socket ? socket.allowHalfOpen : given.allowHalfOpen, pauseOnCreate: given.pauseOnConnect,
    manualStart: true, highWaterMark: given.highWaterMark, onread: socket ? null : given.onread, signal: given.signal,
  });
  this.ssl = this._handle;
  this.on('error', this._tlsError);
  this._init(socket, wrap);
  if (given.enableTrace) refuseTrace();
  if (busy) {
    // Data already written to the socket below goes first.
    this._handle.blocked = true;
    wrap.write('', (error) => {
      if (error) {
        this.destroy(error);
        return;
      }
      const handle = this._handle;
      if (!handle) return;
      handle.blocked = false;
      if (handle.wantsStart) handle.start();
    });
  } else if (wrap !== null && !wrap.connecting) {
    this._handle.join();
  }
  if (given.isServer) this._start();  // a server waits for the client to begin
  process.nextTick(beginReading, this, socket);
}
ObjectSetPrototypeOf(TLSSocket.prototype, Socket.prototype);
ObjectSetPrototypeOf(TLSSocket, Socket);

function beginReading(secure, socket) {
  if (!secure._handle) return;
  if (socket?.readableLength) {
    for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) secure._handle.receive(chunk);
  }
  secure.read(0);
}

// The questions to user code in the handshake, as bits.
function questionsOf(socket, options) {
  const { server } = options;
  let asks = options.pskCallback ? Ask.PSK : 0;
  if (!options.isServer) return asks;
  if (options.ALPNCallback || (options.SNICallback && (options.SNICallback !== chooseContext || server?._contexts.length))) {
    asks |= Ask.HELLO;
  }
  if (server && (server.listenerCount('resumeSession') > 0 || server.listenerCount('newSession') > 0)) asks |= Ask.SESSION;
  if (server && server.listenerCount('OCSPRequest') > 0) asks |= Ask.STATUS;
  return asks;
}

TLSSocket.prototype._wrapHandle = function(wrap) {
  const options = this._tlsOptions;
  const handle = wrap?._handle ?? new StreamHandle(0, options.pipe ? 'PIPEWRAP' : 'TCPWRAP');
  if (!wrap) handle.owner = this;
  const context = options.secureContext || options.credentials || require('tls').createSecureContext(options);
  if (!(context.context instanceof NativeSecureContext)) throw new ERR_TLS_INVALID_CONTEXT('context');
  if (options.pskCallback) {
    validateFunction(options.pskCallback, 'pskCallback');
    if (options.pskIdentityHint) validateString(options.pskIdentityHint, 'options.pskIdentityHint');
    contexts.use_psk(context.context.id, !!options.isServer, options.pskIdentityHint || null);
  }
  const secure = new TlsHandle(handle, wrap, context.context, !!options.isServer, questionsOf(this, options));
  secure._secureContext = context;
  secure.reading = false;
  if (wrap) wrap.on('close', () => this.destroy());
  return secure;
};

TLSSocket.prototype._init = function(socket, wrap) {
  const options = this._tlsOptions;
  const handle = this._handle;
  this.server = options.server;
  // A client always asks for a certificate.
  this._requestCert = !!options.requestCert || !options.isServer;
  this._rejectUnauthorized = !!options.rejectUnauthorized;
  if (this._requestCert || this._rejectUnauthorized) handle.setVerifyMode(this._requestCert, this._rejectUnauthorized);
  handle.onkeylog = (line) => this.emit('keylog', line);
  this.on('newListener', onKeylogWanted);
  handle.onerror = (error) => onProtocolError(this, error);
  handle.onhello = onhello;
  handle.onpsk = onpsk;
  this[kPskCallback] = options.pskCallback;
  if (options.isServer) initServer(this, options, handle);
  else initClient(this, options, handle);
  logKeys(this);
  if (options.ALPNProtocols) handle.setALPNProtocols(options.ALPNProtocols);
  if (options.handshakeTimeout > 0) this.setTimeout(options.handshakeTimeout, this._handleTimeout);
  if (socket instanceof Socket) {
    this._parent = socket;
    this.connecting = socket.connecting || !socket._handle;
    socket.once('connect', () => {
      this.connecting = false;
      this.emit('connect');
    });
  }
  if (wrap) wrap.on('error', (error) => this._emitTLSError(error));
  else this.connecting = true;
};

function initServer(socket, options, handle) {
  handle.onhandshakestart = () => onRenegotiation(socket);
  handle.onsecure = () => {
    if (socket._newSessionPending) socket._securePending = true;
    else socket._finishInit();
  };
  handle.onsession = (id, session) => onNewSession(socket, id, session);
  if (options.ALPNCallback) {
    validateFunction(options.ALPNCallback, 'options.ALPNCallback');
    if (options.ALPNProtocols) throw new ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS();
    socket[kALPNCallback] = options.ALPNCallback;
  }
  const { server } = socket;
  if (server && (server.listenerCount('resumeSession') > 0 || server.listenerCount('newSession') > 0)) handle.enableSessionCallbacks();
  if (options.SNICallback && (options.SNICallback !== chooseContext || server?._contexts.length)) {
    validateFunction(options.SNICallback, 'options.SNICallback');
    socket._SNICallback = options.SNICallback;
  }
}

function initClient(socket, options, handle) {
  handle.onsecure = () => socket._finishInit();
  handle.onocsp = (response) => socket.emit('OCSPResponse', response);
  if (options.session) socket.setSession(options.session);
  handle.onsession = (id, session) => {
    if (socket[kVerified]) socket.emit('session', session);
    else socket[kPendingSession] = session;
  };
  socket.on('newListener', onSessionWanted);
}

// Both are reported only if there is a listener.
function onKeylogWanted(event) {
  if (event !== 'keylog' || !this._handle) return;
  this._handle.enableKeylogCallback();
  this.removeListener('newListener', onKeylogWanted);
}

function onSessionWanted(event) {
  if (event !== 'session' || !this._handle) return;
  this._handle.enableSessionCallbacks();
  this.removeListener('newListener', onSessionWanted);
}

function onNewSession(socket, id, session) {
  if (!socket.server) return;
  let told = false;
  const done = () => {
    if (told) return;
    told = true;
    if (!socket._handle) {
      socket.destroy();
      return;
    }
    socket._newSessionPending = false;
    if (socket._securePending) socket._finishInit();
    socket._securePending = false;
  };
  socket._newSessionPending = true;
  if (!socket.server.emit('newSession', id, session, done)) done();
}

// A client may begin a new handshake now and then, not all the time.
function onRenegotiation(socket) {
  const now = DateNow();
  const { CLIENT_RENEG_LIMIT, CLIENT_RENEG_WINDOW } = require('tls');
  if (now - socket[kSince] >= CLIENT_RENEG_WINDOW * 1000) socket[kHandshakes] = 1;
  else socket[kHandshakes]++;
  socket[kSince] = now;
  if (socket[kHandshakes] > CLIENT_RENEG_LIMIT) socket._emitTLSError(new ERR_TLS_SESSION_ATTACK());
  else if (socket[kDisableRenegotiation]) socket._emitTLSError(new ERR_TLS_RENEGOTIATION_DISABLED());
}

function onProtocolError(socket, error) {
  if (socket._hadError) return;
  socket._hadError = true;
  if (!socket._secureEstablished) socket.destroy(error);
  else if (socket._tlsOptions.isServer && socket._rejectUnauthorized &&
      RegExpPrototypeExec(/peer did not return a certificate/, error.message) !== null) socket.destroy();
  else {
    socket._emitTLSError(error);
    socket.end();  // OpenSSL takes nothing more from such a connection: the peer is told, and closes it
  }
}

// ---- the handshake ----

TLSSocket.prototype._start = function() {
  if (this.connecting) {
    this.once('connect', this._start);
    return;
  }
  const handle = this._handle;
  if (!handle) return;
  if (this._tlsOptions.requestOCSP) handle.requestOCSP();
  if (handle.blocked) handle.wantsStart = true;
  else handle.start();
};

TLSSocket.prototype._finishInit = function() {
  if (!this._handle) return;
  this.alpnProtocol = this._handle.getALPNNegotiatedProtocol();
  if (this.servername === null) this.servername = this._handle.getServername();
  this._secureEstablished = true;
  if (this._tlsOptions.handshakeTimeout > 0) this.setTimeout(0, this._handleTimeout);
  this.emit('secure');
};

TLSSocket.prototype._handleTimeout = function() {
  this._emitTLSError(new ERR_TLS_HANDSHAKE_TIMEOUT());
};

TLSSocket.prototype._emitTLSError = function(error) {
  const told = this._tlsError(error);
  if (told) this.emit('error', told);
};

// Until the handshake has ended, errors go to the server, or to tls.connect().
TLSSocket.prototype._tlsError = function(error) {
  this.emit('_tlsError', error);
  return this._controlReleased ? error : null;
};

TLSSocket.prototype._releaseControl = function() {
  if (this._controlReleased) return false;
  this._controlReleased = true;
  this.removeListener('error', this._tlsError);
  return true;
};

TLSSocket.prototype._destroySSL = function() {
  this.ssl = null;
  this[kPendingSession] = null;
  this[kVerified] = false;
};

// ---- settings ----

TLSSocket.prototype.disableRenegotiation = function() {
  this[kDisableRenegotiation] = true;
};

TLSSocket.prototype.renegotiate = function(options, callback) {
  validateObject(options, 'options');
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (this.destroyed) return undefined;
  const request = options.requestCert === undefined ? !!this._requestCert : !!options.requestCert;
  const reject = options.rejectUnauthorized === undefined ? !!this._rejectUnauthorized : !!options.rejectUnauthorized;
  if (request !== this._requestCert || reject !== this._rejectUnauthorized) {
    this._handle.setVerifyMode(request, reject);
    this._requestCert = request;
    this._rejectUnauthorized = reject;
  }
  try {
    this._handle.renegotiate();
  } catch (error) {
    if (callback) process.nextTick(callback, error);
    return false;
  }
  if (callback) this.once('secure', () => callback(null));
  return true;
};

TLSSocket.prototype.setServername = function(name) {
  validateString(name, 'name');
  if (this._tlsOptions.isServer) throw new ERR_TLS_SNI_FROM_SERVER();
  this._handle.setServername(name);
};

TLSSocket.prototype.setSession = function(session) {
  if (typeof session === 'string') session = Buffer.from(session, 'latin1');
  this._handle.setSession(session);
};

TLSSocket.prototype.setMaxSendFragment = function(size) {
  validateInt32(size, 'size');
  return this._handle.setMaxSendFragment(size) === 1;
};

TLSSocket.prototype.setKeyCert = function(context) {
  if (!this._handle) return;
  const secure = context instanceof SecureContext ? context : require('tls').createSecureContext(context);
  this._handle.setKeyCert(secure.context);
};

// ---- properties of the connection ----

TLSSocket.prototype.exportKeyingMaterial = function(length, label, context) {
  validateUint32(length, 'length', true);
  validateString(label, 'label');
  if (context !== undefined) validateBuffer(context, 'context');
  if (!this._secureEstablished) throw new ERR_TLS_INVALID_STATE();
  return this._handle.exportKeyingMaterial(length, label, context);
};

TLSSocket.prototype.getPeerCertificate = function(detailed) {
  return this._handle ? peerCertificate(this._handle, detailed) ?? {} : null;
};

TLSSocket.prototype.getCertificate = function() {
  return this._handle ? ownCertificate(this._handle)?.toLegacyObject() ?? {} : null;
};

TLSSocket.prototype.getPeerX509Certificate = function() {
  return this._handle ? peerX509(this._handle) : undefined;
};

TLSSocket.prototype.getX509Certificate = function() {
  return this._handle ? ownCertificate(this._handle) : undefined;
};

const throughHandle = {
  __proto__: null,
  getCipher: cipher, getSharedSigalgs: sharedSigalgs, getEphemeralKeyInfo: ephemeralKey, getProtocol: protocol,
  getFinished: (handle) => handle.getFinished(), getPeerFinished: (handle) => handle.getPeerFinished(),
  getSession: (handle) => handle.getSession(), getTLSTicket: (handle) => handle.getTLSTicket(),
  isSessionReused: (handle) => handle.isSessionReused(), enableTrace: refuseTrace,
};
for (const name of new SafeArrayIterator(ObjectKeys(throughHandle))) {
  const get = throughHandle[name];
  TLSSocket.prototype[name] = function() {
    return this._handle ? get(this._handle) : null;
  };
}

module.exports = { TLSSocket, kConnectOptions, kErrorEmitted, kPendingSession, kVerified };
