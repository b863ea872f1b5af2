'use strict';

// The `context` of a SecureContext: a context of OpenSSL.

const { SafeFinalizationRegistry, StringPrototypeStartsWith, TypeError } = primordials;
const { Buffer } = require('buffer');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { viewOf } = require('internal/crypto/bytes');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');

const system = binding('tls/secure_context');
const dropped = new SafeFinalizationRegistry((id) => system.drop_context(id));

const bytesOf = (value) => viewOf(typeof value === 'string' ? Buffer.from(value) : value);
const isText = (value) => typeof value === 'string' || isArrayBufferView(value);

class NativeSecureContext {
  #own;

  constructor(lowest, highest) {
    this.lowest = lowest;
    this.highest = highest;
    this.id = system.create_context(lowest, highest);
    dropped.register(this, this.id);
  }

  setOptions(options) {
    if (!(#own in this)) throw new TypeError('Illegal invocation');
    system.set_options(this.id, options);
  }

  getMinProto() { return this.lowest; }
  getMaxProto() { return this.highest; }
  setMinProto(version) {
    this.lowest = version;
    system.set_versions(this.id, this.lowest, this.highest);
  }

  setMaxProto(version) {
    this.highest = version;
    system.set_versions(this.id, this.lowest, this.highest);
  }

  addRootCerts() {
    system.trust_defaults(this.id);
    require('internal/tls/authorities').warnOfExtra();
  }

  addCACert(certificate) {
    if (!isText(certificate)) throw new ERR_INVALID_ARG_TYPE('certificate', ['string', 'Buffer', 'TypedArray', 'DataView'], certificate);
    system.add_authority(this.id, bytesOf(certificate));
  }

  addCRL(list) { system.add_revocations(this.id, bytesOf(list)); }
  setAllowPartialTrustChain() { system.partial_chains(this.id); }
  setCert(certificate) { system.add_certificate(this.id, bytesOf(certificate)); }

  setKey(key, passphrase) {
    if (passphrase == null) system.add_key(this.id, bytesOf(key));
    else system.add_key(this.id, bytesOf(key), Buffer.from(passphrase));
  }

  loadPKCS12(bundle, passphrase) {
    if (passphrase === undefined) system.add_pkcs12(this.id, bundle);
    else system.add_pkcs12(this.id, bundle, passphrase);
  }

  setCiphers(names) { system.set_text(this.id, 'ciphers', names); }
  setCipherSuites(names) { system.set_text(this.id, 'suites', names); }
  setSigalgs(names) { system.set_text(this.id, 'sigalgs', names); }
  setECDHCurve(names) { if (names !== 'auto') system.set_text(this.id, 'groups', names); }
  setSessionIdContext(name) { system.set_text(this.id, 'session_id_context', name); }
  setSessionTimeout(seconds) { system.set_session_timeout(this.id, seconds); }

  setDHParam(parameters) {
    if (parameters !== 'auto') return system.set_dh(this.id, bytesOf(parameters)) || undefined;
    system.set_dh_auto(this.id);
    return undefined;
  }

  getCertificate() { return bufferOrNull(system.certificate(this.id, false)); }
  getIssuer() { return bufferOrNull(system.certificate(this.id, true)); }
  getTicketKeys() { return Buffer.from(system.ticket_keys(this.id)); }
  setTicketKeys(keys) { system.ticket_keys(this.id, viewOf(keys)); }

  get _external() {
    if (!(#own in this)) throw new TypeError('Illegal invocation');
    return {};
  }

  close() {}
}

const bufferOrNull = (bytes) => (bytes === null || bytes === undefined ? null : Buffer.from(bytes));

// Bytes of an option that may be text.
function optionBytes(value, name) {
  if (typeof value === 'string') return Buffer.from(value);
  if (isAnyArrayBuffer(value) || isArrayBufferView(value)) return viewOf(value);
  throw new ERR_INVALID_ARG_TYPE(name, ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
}

const isSuite = (name) => StringPrototypeStartsWith(name, 'TLS_');

module.exports = { NativeSecureContext, isSuite, isText, optionBytes };
