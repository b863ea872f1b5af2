'use strict';

// SecureContext: which versions, keys, certificates and ciphers a connection may use.

const { ArrayIsArray, ArrayPrototypeFilter, ArrayPrototypeJoin, Error, SafeSet, StringPrototypeSlice, StringPrototypeSplit } = primordials;
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_TLS_PROTOCOL_VERSION_CONFLICT },
} = require('internal/errors');
const { validateInt32, validateInteger, validateObject, validateString } = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { NativeSecureContext, isSuite, isText, optionBytes } = require('internal/tls/native_context');
const { TLSv1_2, TLSv1_3, versionNumber, versionsOfMethod } = require('internal/tls/versions');

const SERVER_PREFERENCE = 4194304;

function SecureContext(secureProtocol, secureOptions, minVersion, maxVersion) {
  if (!(this instanceof SecureContext)) return new SecureContext(secureProtocol, secureOptions, minVersion, maxVersion);
  if (secureProtocol) {
    if (minVersion != null) throw new ERR_TLS_PROTOCOL_VERSION_CONFLICT(minVersion, secureProtocol);
    if (maxVersion != null) throw new ERR_TLS_PROTOCOL_VERSION_CONFLICT(maxVersion, secureProtocol);
  }
  const { DEFAULT_MAX_VERSION, DEFAULT_MIN_VERSION } = require('tls');
  let lowest = versionNumber('minimum', minVersion, DEFAULT_MIN_VERSION);
  let highest = versionNumber('maximum', maxVersion, DEFAULT_MAX_VERSION);
  if (secureProtocol) {
    validateString(secureProtocol, 'secureProtocol');
    ({ 0: lowest, 1: highest } = versionsOfMethod(secureProtocol, lowest, highest));
  }
  this.context = new NativeSecureContext(lowest, highest);
  if (secureOptions) {
    validateInteger(secureOptions, 'secureOptions');
    this.context.setOptions(secureOptions);
  }
}

function createSecureContext(options) {
  options ||= {};
  const { honorCipherOrder, maxVersion, minVersion, secureProtocol } = options;
  const flags = honorCipherOrder ? options.secureOptions | SERVER_PREFERENCE : options.secureOptions;
  const made = new SecureContext(secureProtocol, flags, minVersion, maxVersion);
  configure(made.context, options, 'options');
  return made;
}

const listOf = (value) => (ArrayIsArray(value) ? value : [value]);

function checkText(name, value) {
  if (!isText(value)) throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], value);
}

function addKey(context, key, passphrase, name) {
  checkText(`${name}.key`, key);
  if (passphrase != null) validateString(passphrase, `${name}.passphrase`);
  context.setKey(key, passphrase);
}

// Some options may be empty and then count as not given, as in Node; so these are tested for being truthy.
function configure(context, options, name) {
  validateObject(options, name);
  const tls = require('tls');
  const {
    allowPartialTrustChain, ca, cert, ciphers = tls.DEFAULT_CIPHERS, crl, dhparam, ecdhCurve = tls.DEFAULT_ECDH_CURVE || 'auto',
    key, passphrase, sessionIdContext, sessionTimeout, sigalgs, ticketKeys,
  } = options;
  // Authorities come first: a certificate's issuer is looked for among them.
  if (ca) {
    const list = listOf(ca);
    for (let i = 0; i < list.length; i++) {
      checkText(`${name}.ca`, list[i]);
      context.addCACert(list[i]);
    }
  } else {
    context.addRootCerts();
  }
  // The ciphers also set how strong keys must be.
  chooseCiphers(context, ciphers, `${name}.ciphers`);
  if (allowPartialTrustChain) context.setAllowPartialTrustChain();
  if (cert) {
    const list = listOf(cert);
    for (let i = 0; i < list.length; i++) {
      checkText(`${name}.cert`, list[i]);
      context.setCert(list[i]);
    }
  }
  if (key) {
    const list = listOf(key);
    for (let i = 0; i < list.length; i++) {
      const each = ArrayIsArray(key) ? list[i] : { pem: key };
      addKey(context, each?.pem !== undefined ? each.pem : each, each?.passphrase !== undefined ? each.passphrase : passphrase, name);
    }
  }
  if (sigalgs !== undefined && sigalgs !== null) {
    validateString(sigalgs, `${name}.sigalgs`);
    if (sigalgs === '') throw new ERR_INVALID_ARG_VALUE(`${name}.sigalgs`, sigalgs);
    context.setSigalgs(sigalgs);
  }
  checkEngineKey(options, name);
  validateString(ecdhCurve, `${name}.ecdhCurve`);
  context.setECDHCurve(ecdhCurve);
  if (dhparam !== undefined && dhparam !== null) {
    checkText(`${name}.dhparam`, dhparam);
    const warning = context.setDHParam(dhparam);
    if (warning) process.emitWarning(warning, 'SecurityWarning');
  }
  if (crl !== undefined && crl !== null) {
    const list = listOf(crl);
    for (let i = 0; i < list.length; i++) {
      checkText(`${name}.crl`, list[i]);
      context.addCRL(list[i]);
    }
  }
  if (sessionIdContext !== undefined && sessionIdContext !== null) {
    validateString(sessionIdContext, `${name}.sessionIdContext`);
    context.setSessionIdContext(sessionIdContext);
  }
  addBundles(context, options.pfx, passphrase);
  const { clientCertEngine } = options;
  if (typeof clientCertEngine === 'string') throw noEngine();
  if (clientCertEngine !== undefined && clientCertEngine !== null) {
    throw new ERR_INVALID_ARG_TYPE(`${name}.clientCertEngine`, ['string', 'null', 'undefined'], clientCertEngine);
  }
  if (ticketKeys !== undefined && ticketKeys !== null) {
    if (!isArrayBufferView(ticketKeys)) {
      throw new ERR_INVALID_ARG_TYPE(`${name}.ticketKeys`, ['Buffer', 'TypedArray', 'DataView'], ticketKeys);
    }
    if (ticketKeys.byteLength !== 48) {
      throw new ERR_INVALID_ARG_VALUE(`${name}.ticketKeys`, ticketKeys.byteLength, 'must be exactly 48 bytes');
    }
    context.setTicketKeys(ticketKeys);
  }
  if (sessionTimeout !== undefined && sessionTimeout !== null) {
    validateInt32(sessionTimeout, `${name}.sessionTimeout`, 0);
    context.setSessionTimeout(sessionTimeout);
  }
}

// Keys that an engine of OpenSSL's holds: there are no engines.
function checkEngineKey({ key, privateKeyEngine, privateKeyIdentifier }, name) {
  if (privateKeyIdentifier === undefined || privateKeyIdentifier === null) return;
  if (privateKeyEngine === undefined || privateKeyEngine === null) {
    throw new ERR_INVALID_ARG_VALUE(`${name}.privateKeyEngine`, privateKeyEngine);
  }
  if (key) throw new ERR_INVALID_ARG_VALUE(`${name}.privateKeyIdentifier`, privateKeyIdentifier);
  if (typeof privateKeyIdentifier !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(`${name}.privateKeyIdentifier`, ['string', 'null', 'undefined'], privateKeyIdentifier);
  }
  if (typeof privateKeyEngine !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(`${name}.privateKeyEngine`, ['string', 'null', 'undefined'], privateKeyEngine);
  }
  throw noEngine();
}

// OpenSSL's error for an engine that is missing.
function noEngine() {
  const error = new Error('error:12800067:DSO support routines::could not load the shared library');
  error.opensslErrorStack = [
    'error:13000074:engine routines::no such engine', 'error:13000084:engine routines::dso not found',
    'error:12800067:DSO support routines::could not load the shared library',
  ];
  return error;
}

// One list for the user, two for OpenSSL: the suites of TLS 1.3 are chosen apart from the rest.
function chooseCiphers(context, ciphers, name) {
  if (ciphers !== undefined && ciphers !== null) validateString(ciphers, name);
  const given = StringPrototypeSplit(ciphers || require('tls').DEFAULT_CIPHERS, ':');
  const isExcluded = (each) => each[0] === '!' && isSuite(StringPrototypeSlice(each, 1));
  const excluded = new SafeSet(ArrayPrototypeFilter(given, isExcluded));
  const suites = ArrayPrototypeJoin(
    ArrayPrototypeFilter(given, (each) => each.length > 0 && isSuite(each) && !excluded.has(`!${each}`)), ':');
  const others = ArrayPrototypeJoin(ArrayPrototypeFilter(given, (each) => each.length > 0 && !isSuite(each) && !isExcluded(each)), ':');
  if (suites === '' && others === '') throw new ERR_INVALID_ARG_VALUE(name, given);
  if (suites !== '') context.setCipherSuites(suites);
  context.setCiphers(others);
  if (others === '' && context.getMinProto() < TLSv1_3 && context.getMaxProto() > TLSv1_2) context.setMinProto(TLSv1_3);
}

function addBundles(context, pfx, passphrase) {
  if (pfx === undefined || pfx === null) return;
  const list = listOf(pfx);
  for (let i = 0; i < list.length; i++) {
    const each = list[i];
    const secret = (ArrayIsArray(pfx) && each.passphrase) || passphrase;
    const bytes = optionBytes((ArrayIsArray(pfx) && each.buf) || each, 'options.pfx');
    if (secret) context.loadPKCS12(bytes, optionBytes(secret, 'options.passphrase'));
    else context.loadPKCS12(bytes);
  }
}

// A certificate in OpenSSL's form, made readable. (The certificates of this runtime's own objects are so already.)
function translatePeerCertificate(certificate) {
  if (!certificate) return null;
  if (certificate.issuerCertificate != null && certificate.issuerCertificate !== certificate) {
    certificate.issuerCertificate = translatePeerCertificate(certificate.issuerCertificate);
  }
  if (typeof certificate.infoAccess === 'string') {
    const lines = StringPrototypeSplit(certificate.infoAccess, '\n');
    const access = certificate.infoAccess = { __proto__: null };
    for (let i = 0; i < lines.length; i++) {
      const colon = primordials.StringPrototypeIndexOf(lines[i], ':');
      if (colon === -1) continue;
      const key = StringPrototypeSlice(lines[i], 0, colon);
      let value = StringPrototypeSlice(lines[i], colon + 1);
      if (value[0] === '"') value = primordials.JSONParse(value);
      (access[key] ??= [])[access[key]?.length ?? 0] = value;
    }
  }
  return certificate;
}

module.exports = { SecureContext, createSecureContext, translatePeerCertificate };
