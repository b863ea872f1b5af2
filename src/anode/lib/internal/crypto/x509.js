'use strict';

// X509Certificate.

const { Date, ObjectSetPrototypeOf, StringPrototypeIncludes, StringPrototypeSlice, Symbol, TypeError, Uint8Array } = primordials;
const { Buffer } = require('buffer');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS } } = require('internal/errors');
const { validateBoolean, validateObject, validateString } = require('internal/validators');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEmptyObject } = require('internal/util/frozen');
const { isArrayBufferView } = require('internal/util/types');
const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');
const { isIP } = require('internal/net');
const { viewOf } = require('internal/crypto/bytes');
const { KeyMaterial } = require('internal/crypto/key_material');
const { PublicKeyObject, isKeyObject, materialOf } = require('internal/crypto/keys');

const system = binding('crypto/x509');
const kDer = Symbol('kDer');
const kInfo = Symbol('kInfo');
const kIssuer = Symbol('kIssuer');

function readFlags(options = kEmptyObject) {
  validateObject(options, 'options');
  const {
    subject = 'default', wildcards = true, partialWildcards = true, multiLabelWildcards = false, singleLabelSubdomains = false,
  } = { ...options };
  validateString(subject, 'options.subject');
  validateBoolean(wildcards, 'options.wildcards');
  validateBoolean(partialWildcards, 'options.partialWildcards');
  validateBoolean(multiLabelWildcards, 'options.multiLabelWildcards');
  validateBoolean(singleLabelSubdomains, 'options.singleLabelSubdomains');
  if (subject !== 'default' && subject !== 'always' && subject !== 'never') throw new ERR_INVALID_ARG_VALUE('options.subject', subject);
  return { subject, wildcards, partialWildcards, multiLabelWildcards, singleLabelSubdomains };
}

const own = (value) => value ?? undefined;

function derOf(certificate) {
  const der = certificate?.[kDer];
  if (der === undefined) throw new ERR_INVALID_THIS('X509Certificate');
  return der;
}

const withoutNull = (value) => {
  if (StringPrototypeIncludes(value, '\0')) throw new ERR_INVALID_ARG_VALUE('name', value);
};

// Several values of one key become a list.
function legacyPairs(pairs, alwaysLists) {
  const result = { __proto__: null };
  for (let i = 0; i < pairs.length; i++) {
    const { 0: key, 1: value } = pairs[i];
    const known = result[key];
    if (alwaysLists) (result[key] ??= [])[known?.length ?? 0] = value;
    else if (known === undefined) result[key] = value;
    else if (typeof known === 'string') result[key] = [known, value];
    else known[known.length] = value;
  }
  return result;
}

function privateKeyOf(pkey, type) {
  if (!isKeyObject(pkey)) throw new ERR_INVALID_ARG_TYPE('pkey', 'KeyObject', pkey);
  const material = materialOf(pkey);
  if (material.type !== type) throw new ERR_INVALID_ARG_VALUE('pkey', pkey);
  return material;
}

class X509Certificate {
  [kDer];
  [kInfo] = undefined;
  [kIssuer] = undefined;  // the issuer's certificate, if TLS has delivered it

  constructor(buffer) {
    if (typeof buffer === 'string') buffer = Buffer.from(buffer);
    if (!isArrayBufferView(buffer)) throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
    markTransferMode(this, true, false);
    this[kDer] = new Uint8Array(system.parse(viewOf(buffer)));
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const {
      subject, subjectAltName, issuer, infoAccess, validFrom, validTo, validFromDate, validToDate, fingerprint, fingerprint256,
      fingerprint512, keyUsage, serialNumber, signatureAlgorithm, signatureAlgorithmOid,
    } = this;
    return `X509Certificate ${inspect({
      subject, subjectAltName, issuer, infoAccess, validFrom, validTo, validFromDate, validToDate, fingerprint, fingerprint256,
      fingerprint512, keyUsage, serialNumber, signatureAlgorithm, signatureAlgorithmOid,
    }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  [kClone]() {
    return { data: { der: derOf(this) }, deserializeInfo: 'internal/crypto/x509:ClonedCertificate' };
  }

  [kDeserialize]({ der }) {
    this[kDer] = der;
  }

  get subject() { return own(info(this).subject) || undefined; }
  get subjectAltName() { return own(info(this).subjectAltName); }
  get issuer() { return own(info(this).issuer) || undefined; }
  get issuerCertificate() { return this[kIssuer]; }
  get infoAccess() { return own(info(this).infoAccess); }
  get validFrom() { return info(this).validFrom; }
  get validTo() { return info(this).validTo; }
  get validFromDate() { return new Date(info(this).validFrom); }
  get validToDate() { return new Date(info(this).validTo); }
  get fingerprint() { return info(this).fingerprint; }
  get fingerprint256() { return info(this).fingerprint256; }
  get fingerprint512() { return info(this).fingerprint512; }
  get keyUsage() { return own(info(this).keyUsage); }
  get serialNumber() { return info(this).serialNumber; }
  get signatureAlgorithm() { return info(this).signatureAlgorithm; }
  get signatureAlgorithmOid() { return info(this).signatureAlgorithmOid; }
  get ca() { return info(this).ca; }
  get raw() { return info(this).raw ??= Buffer.from(derOf(this)); }
  get publicKey() {
    return info(this).publicKey ??= new PublicKeyObject(new KeyMaterial('public', new Uint8Array(system.public_key(derOf(this)))));
  }

  toString() {
    const text = Buffer.from(derOf(this)).toString('base64');
    let lines = '';
    for (let i = 0; i < text.length; i += 64) lines += `${StringPrototypeSlice(text, i, i + 64)}\n`;
    return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`;
  }

  toJSON() { return this.toString(); }

  checkHost(name, options) {
    validateString(name, 'name');
    const { subject, wildcards, partialWildcards, multiLabelWildcards, singleLabelSubdomains } = readFlags(options);
    withoutNull(name);
    return system.check_host(derOf(this), name, subject, wildcards, partialWildcards, multiLabelWildcards, singleLabelSubdomains) ||
      undefined;
  }

  checkEmail(email, options) {
    validateString(email, 'email');
    return system.check_email(derOf(this), email, readFlags(options).subject) ? email : undefined;
  }

  checkIP(ip, options) {
    validateString(ip, 'ip');
    readFlags(options);
    if (isIP(ip) === 0) {
      const error = new TypeError('Invalid name');
      error.code = 'ERR_INVALID_ARG_VALUE';
      throw error;
    }
    return system.check_ip(derOf(this), ip) ? ip : undefined;
  }

  checkIssued(otherCert) {
    if (otherCert?.[kDer] === undefined) throw new ERR_INVALID_ARG_TYPE('otherCert', 'X509Certificate', otherCert);
    return system.issued(derOf(this), otherCert[kDer]);
  }

  checkPrivateKey(pkey) {
    return system.fits_private(derOf(this), privateKeyOf(pkey, 'private').bytes);
  }

  verify(pkey) {
    return system.verify(derOf(this), privateKeyOf(pkey, 'public').bytes);
  }

  toLegacyObject() {
    const {
      subjectPairs, issuerPairs, accessPairs, key, keyUsage, validFrom, validTo, fingerprint, fingerprint256, fingerprint512,
      serialNumber, ca,
    } = info(this);
    const spki = system.public_key(derOf(this));
    const pubkey = Buffer.from(key.asn1Curve === undefined ? spki : binding('crypto/jwk').raw_public(spki, false));
    const forRsa = key.modulus !== undefined ? { modulus: key.modulus, exponent: key.exponent } : undefined;
    return {
      subject: legacyPairs(subjectPairs), issuer: legacyPairs(issuerPairs), subjectaltname: this.subjectAltName,
      infoAccess: accessPairs === null ? undefined : legacyPairs(accessPairs, true), ca,
      modulus: forRsa?.modulus, exponent: forRsa?.exponent, pubkey, bits: key.bits, valid_from: validFrom, valid_to: validTo,
      fingerprint, fingerprint256, fingerprint512, ext_key_usage: own(keyUsage), serialNumber, raw: Buffer.from(derOf(this)),
      asn1Curve: own(key.asn1Curve), nistCurve: own(key.nistCurve),
    };
  }
}

function info(certificate) {
  return certificate[kInfo] ??= system.describe(derOf(certificate));
}

// The class that the receiver of a sent certificate constructs.
class ClonedCertificate {
  constructor() {
    markTransferMode(this, true, false);
  }
}
ObjectSetPrototypeOf(ClonedCertificate.prototype, X509Certificate.prototype);

module.exports = { ClonedCertificate, X509Certificate, kIssuer };
