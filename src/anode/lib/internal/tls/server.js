'use strict';

// tls.Server.

const { ArrayPrototypeJoin, FunctionPrototypeCall, ObjectSetPrototypeOf, Symbol } = primordials;

const EventEmitter = require('events');
const { Server: NetServer } = require('internal/net/server');
const { Buffer } = require('buffer');
const assert = require('internal/assert');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS, ERR_TLS_REQUIRED_SERVER_NAME }, connResetException,
} = require('internal/errors');
const { validateBuffer, validateFunction, validateNumber, validateObject, validateString } = require('internal/validators');
const { SecureContext } = require('internal/tls/secure_context');
const { convertALPNProtocols } = require('internal/tls/protocols');
const { addContext, chooseContext, kPskCallback } = require('internal/tls/handshake_callbacks');
const { TLSSocket, kErrorEmitted } = require('internal/tls/socket');

const HANDSHAKE_TIMEOUT = 120_000;
const kHandshakeTimeout = Symbol('handshakeTimeout');
const kSNICallback = Symbol('SNICallback');
const kPskIdentityHint = Symbol('pskIdentityHint');
const kEnableTrace = Symbol('enableTrace');

function Server(options, listener) {
  if (!(this instanceof Server)) return new Server(options, listener);
  if (typeof options === 'function') {
    listener = options;
    options = {};
  } else if (options !== null && options !== undefined && typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  options ??= {};
  this._contexts = [];
  this.requestCert = options.requestCert === true;
  this.rejectUnauthorized = options.rejectUnauthorized !== false;
  this.ALPNCallback = options.ALPNCallback;
  if (this.ALPNCallback && options.ALPNProtocols) throw new ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS();
  if (options.sessionTimeout) this.sessionTimeout = options.sessionTimeout;
  if (options.ticketKeys) this.ticketKeys = options.ticketKeys;
  if (options.ALPNProtocols) convertALPNProtocols(options.ALPNProtocols, this);
  this.setSecureContext(options);
  const { SNICallback, pskCallback, pskIdentityHint } = options;
  this[kHandshakeTimeout] = options.handshakeTimeout || HANDSHAKE_TIMEOUT;
  this[kSNICallback] = SNICallback;
  this[kPskCallback] = pskCallback;
  this[kPskIdentityHint] = pskIdentityHint;
  validateNumber(this[kHandshakeTimeout], 'options.handshakeTimeout');
  if (SNICallback) validateFunction(SNICallback, 'options.SNICallback');
  if (pskCallback) validateFunction(pskCallback, 'options.pskCallback');
  if (pskIdentityHint) validateString(pskIdentityHint, 'options.pskIdentityHint');
  FunctionPrototypeCall(NetServer, this, options, onConnection);
  if (listener) this.on('secureConnection', listener);
  this[kEnableTrace] = options.enableTrace;
}
ObjectSetPrototypeOf(Server.prototype, NetServer.prototype);
ObjectSetPrototypeOf(Server, NetServer);

function onConnection(rawSocket) {
  const socket = new TLSSocket(rawSocket, {
    secureContext: this._sharedCreds, isServer: true, server: this, requestCert: this.requestCert,
    rejectUnauthorized: this.rejectUnauthorized, handshakeTimeout: this[kHandshakeTimeout], ALPNProtocols: this.ALPNProtocols,
    ALPNCallback: this.ALPNCallback, SNICallback: this[kSNICallback] || chooseContext, enableTrace: this[kEnableTrace],
    pauseOnConnect: this.pauseOnConnect, pskCallback: this[kPskCallback], pskIdentityHint: this[kPskIdentityHint],
  });
  socket.on('secure', onSecure);
  if (this.listenerCount('keylog') > 0) socket.on('keylog', onKeylog);
  socket[kErrorEmitted] = false;
  socket.on('close', onClose);
  socket.on('_tlsError', onError);
  socket.on('error', onError);
}

function onSecure() {
  if (this._requestCert) {
    const error = this._handle.verifyError();
    if (error) {
      this.authorizationError = error.code;
      if (this._rejectUnauthorized) this.destroy();
    } else {
      this.authorized = true;
    }
  }
  if (!this.destroyed && this._releaseControl()) {
    this.secureConnecting = false;
    this._tlsOptions.server.emit('secureConnection', this);
  }
}

function tellClientError(socket, error) {
  if (socket._controlReleased || socket[kErrorEmitted]) return;
  socket[kErrorEmitted] = true;
  socket._tlsOptions.server.emit('tlsClientError', error, socket);
}

function onError(error) {
  tellClientError(this, error);
}

function onClose(hadError) {
  if (!hadError) tellClientError(this, connResetException('socket hang up'));
}

function onKeylog(line) {
  this._tlsOptions.server.emit('keylog', line, this);
}

// The context of new connections. An option that is left out, or empty, is unset.
const OPTIONAL = [
  'pfx', 'key', 'passphrase', 'cert', 'clientCertEngine', 'ca', 'minVersion', 'maxVersion', 'secureProtocol', 'crl', 'ciphers',
  'dhparam', 'secureOptions',
];
const AS_GIVEN = ['sigalgs', 'ecdhCurve', 'allowPartialTrustChain', 'privateKeyIdentifier', 'privateKeyEngine'];
const SHARED = ['honorCipherOrder', 'sessionIdContext', 'ticketKeys', 'sessionTimeout'];

Server.prototype.setSecureContext = function(options) {
  validateObject(options, 'options');
  for (let i = 0; i < OPTIONAL.length; i++) this[OPTIONAL[i]] = options[OPTIONAL[i]] || undefined;
  for (let i = 0; i < AS_GIVEN.length; i++) this[AS_GIVEN[i]] = options[AS_GIVEN[i]];
  this.honorCipherOrder = options.honorCipherOrder === undefined ? true : !!options.honorCipherOrder;
  this.sessionIdContext = options.sessionIdContext || defaultIdContext();
  if (options.sessionTimeout) this.sessionTimeout = options.sessionTimeout;
  if (options.ticketKeys) this.ticketKeys = options.ticketKeys;
  const all = {};
  for (const list of new primordials.SafeArrayIterator([OPTIONAL, AS_GIVEN, SHARED])) {
    for (let i = 0; i < list.length; i++) all[list[i]] = this[list[i]];
  }
  this._sharedCreds = require('tls').createSecureContext(all);
};

// The id is made of the command line, so that other programs do not resume this one's sessions.
function defaultIdContext() {
  const { createHash } = require('crypto');
  return primordials.StringPrototypeSlice(createHash('sha1').update(ArrayPrototypeJoin(process.argv, ' ')).digest('hex'), 0, 32);
}

Server.prototype._getServerData = function() {
  return { ticketKeys: this.getTicketKeys().toString('hex') };
};

Server.prototype._setServerData = function(data) {
  this.setTicketKeys(Buffer.from(data.ticketKeys, 'hex'));
};

Server.prototype.getTicketKeys = function() {
  return this._sharedCreds.context.getTicketKeys();
};

Server.prototype.setTicketKeys = function(keys) {
  validateBuffer(keys);
  assert(keys.byteLength === 48, 'Session ticket keys must be a 48-byte buffer');
  this._sharedCreds.context.setTicketKeys(keys);
};

Server.prototype.addContext = function(servername, context) {
  if (!servername) throw new ERR_TLS_REQUIRED_SERVER_NAME();
  const secure = context instanceof SecureContext ? context : require('tls').createSecureContext(context);
  addContext(this, servername, secure.context);
};

Server.prototype[EventEmitter.captureRejectionSymbol] = function(error, event, socket) {
  if (event === 'secureConnection') socket.destroy(error);
  else FunctionPrototypeCall(NetServer.prototype[EventEmitter.captureRejectionSymbol], this, error, event, socket);
};

const createServer = (options, listener) => new Server(options, listener);

module.exports = { Server, createServer };
