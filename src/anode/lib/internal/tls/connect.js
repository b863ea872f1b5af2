'use strict';

// tls.connect().

const { ObjectAssign, RegExpPrototypeExec, StringPrototypeIncludes } = primordials;

const { isIP, normalizeArgs } = require('internal/net');
const { codes: { ERR_TLS_DH_PARAM_SIZE }, connResetException } = require('internal/errors');
const { getAllowUnauthorized } = require('internal/options');
const { validateFunction, validateNumber } = require('internal/validators');
const { checkServerIdentity } = require('internal/tls/identity');
const { TLSSocket, kConnectOptions, kPendingSession, kVerified } = require('internal/tls/socket');

// [port,] [host,] [options,] [callback]
function optionsOf(args) {
  const { 0: options, 1: callback } = normalizeArgs(args);
  const more = args[1] !== null && typeof args[1] === 'object' ? args[1] : args[2];
  ObjectAssign(options, more);
  return { options, callback };
}

let warned = false;
let warnedOfAddress = false;

function warnOfAddress() {
  if (warnedOfAddress) return;
  warnedOfAddress = true;
  process.emitWarning('Setting the TLS ServerName to an IP address is not permitted by RFC 6066. This will be ignored in a future version.',
                      'DeprecationWarning', 'DEP0123');
}

// With NODE_TLS_REJECT_UNAUTHORIZED=0 the peer's certificate is not verified.
function allowsUnauthorized() {
  const allows = getAllowUnauthorized();
  if (allows && !warned) {
    warned = true;
    process.emitWarning('Setting the NODE_TLS_REJECT_UNAUTHORIZED environment variable to \'0\' makes TLS connections ' +
      'and HTTPS requests insecure by disabling certificate verification.');
  }
  return allows;
}

function connect(...args) {
  const { options: given, callback } = optionsOf(args);
  const tls = require('tls');
  const allows = allowsUnauthorized();
  const options = {
    rejectUnauthorized: !allows, ciphers: tls.DEFAULT_CIPHERS, checkServerIdentity: tls.checkServerIdentity, minDHSize: 1024,
    ...given,
  };
  if (!options.keepAlive) options.singleUse = true;
  validateFunction(options.checkServerIdentity, 'options.checkServerIdentity');
  validateNumber(options.minDHSize, 'options.minDHSize', 1);
  const secureContext = options.secureContext || tls.createSecureContext(options);
  if (options.servername && isIP(options.servername)) {
    warnOfAddress();
  }
  const rejectUnauthorized = options.rejectUnauthorized !== false;
  const { ALPNProtocols, allowHalfOpen, enableTrace, highWaterMark, onread, pskCallback, requestOCSP, session, signal } = options;
  const socket = new TLSSocket(options.socket, {
    ALPNProtocols, allowHalfOpen, enableTrace, highWaterMark, isServer: false, onread, pipe: !!options.path, pskCallback,
    rejectUnauthorized, requestCert: true, requestOCSP, secureContext, session, signal,
  });
  options.rejectUnauthorized = rejectUnauthorized;
  socket[kConnectOptions] = options;
  if (callback) socket.once('secureConnect', callback);
  if (!options.socket) {
    if (options.timeout) socket.setTimeout(options.timeout);
    socket.connect(options, socket._start);
  }
  socket._releaseControl();
  if (options.session) socket.setSession(options.session);
  if (options.servername) socket.setServername(options.servername);
  if (options.socket) socket._start();
  socket.on('secure', onSecure);
  socket.prependListener('end', onEnd);
  return socket;
}

// The usual case, for which a certificate need not be taken apart: that costs 25 ms the first time. Other names (names in Punycode may not
// even be valid) are checked in full.
function isNamed(handle, hostname) {
  return typeof hostname === 'string' && !StringPrototypeIncludes(hostname, 'xn--') &&
    RegExpPrototypeExec(/^(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*$/, hostname) !== null &&
    binding('tls').peer_is(handle.id, hostname);
}

// The handshake is over: does the certificate name the server we connected to?
function onSecure() {
  const options = this[kConnectOptions];
  const key = this.getEphemeralKeyInfo();
  if (key.type === 'DH' && key.size < options.minDHSize) {
    this.emit('error', new ERR_TLS_DH_PARAM_SIZE(key.size));
    this.destroy();
    return;
  }
  let error = this._handle.verifyError();
  // The certificate of a resumed session was checked in its first handshake.
  if (!error && !this.isSessionReused()) {
    const hostname = options.servername || options.host || options.socket?._host || 'localhost';
    const own = options.checkServerIdentity === checkServerIdentity;
    if (!own || !isNamed(this._handle, hostname)) error = options.checkServerIdentity(hostname, this.getPeerCertificate(!own));
  }
  if (error) {
    this.authorized = false;
    this.authorizationError = error.code || error.message;
    if (options.rejectUnauthorized !== false) {
      this.destroy(error);
      return;
    }
  } else {
    this.authorized = true;
  }
  this.secureConnecting = false;
  this.emit('secureConnect');
  this[kVerified] = true;
  const session = this[kPendingSession];
  this[kPendingSession] = null;
  if (session) this.emit('session', session);
  this.removeListener('end', onEnd);
}

function onEnd() {
  if (this._hadError) return;
  this._hadError = true;
  const { host, localAddress, path, port } = this[kConnectOptions];
  this.destroy(ObjectAssign(connResetException('Client network socket disconnected before secure TLS connection was established'), {
    path, host, port, localAddress,
  }));
}

module.exports = { connect };
