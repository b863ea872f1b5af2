'use strict';

// Asymmetric keys in all accepted forms: KeyObject, PEM, DER, JWK, raw; alone or as `key` of an object.

const { ArrayPrototypeIncludes, ArrayPrototypeSlice, SafeSet } = primordials;
const {
  codes: {
    ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_CRYPTO_INVALID_CURVE, ERR_CRYPTO_INVALID_JWK, ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE,
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { validateObject, validateString } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { getBytes } = require('internal/crypto/bytes');
const { isCurve } = require('internal/crypto/curves');
const { fromAnswer } = require('internal/crypto/key_material');
const { FORMS, PrivateKeyObject, PublicKeyObject, isBytes, materialIn } = require('internal/crypto/keys');
const { rawForms, readEncoding } = require('internal/crypto/key_encoding');

// The use of the key. In place of a public key its private key may be given, which contains it.
const CONSUME_PUBLIC = 0, CONSUME_PRIVATE = 1, CREATE_PUBLIC = 2, CREATE_PRIVATE = 3;
const wants = ['any', 'private', 'public', 'private'];

function checkType(type, purpose, key) {
  if (purpose === CREATE_PRIVATE) throw new ERR_INVALID_ARG_TYPE('key', ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], key);
  if (type === 'private') return;
  if (purpose === CONSUME_PRIVATE || purpose === CREATE_PUBLIC) throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(type, 'private');
  if (type !== 'public') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(type, 'private or public');
}

const formsFor = (purpose) => (purpose === CREATE_PRIVATE ? ArrayPrototypeSlice(FORMS, 0, 5) : FORMS);

function parse(purpose, form, type, bytes, passphrase) {
  const keys = binding('crypto/keys');
  return fromAnswer(passphrase === undefined ? keys.parse(wants[purpose], form, type ?? null, bytes) :
    keys.parse(wants[purpose], form, type ?? null, bytes, passphrase));
}

// For each `kty`: the members that are always required, the member of private keys, and the members that it requires.
const jwkParts = {
  __proto__: null, RSA: [['n', 'e'], 'd', ['p', 'q', 'dp', 'dq', 'qi']], EC: [['crv', 'x', 'y'], 'd', []], OKP: [['crv', 'x'], 'd', []],
  AKP: [['alg', 'pub'], 'priv', []],
};
const akp = new SafeSet([
  'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87', 'ML-KEM-512', 'ML-KEM-768', 'ML-KEM-1024',
  'SLH-DSA-SHA2-128f', 'SLH-DSA-SHA2-128s', 'SLH-DSA-SHA2-192f', 'SLH-DSA-SHA2-192s', 'SLH-DSA-SHA2-256f', 'SLH-DSA-SHA2-256s',
  'SLH-DSA-SHAKE-128f', 'SLH-DSA-SHAKE-128s', 'SLH-DSA-SHAKE-192f', 'SLH-DSA-SHAKE-192s', 'SLH-DSA-SHAKE-256f', 'SLH-DSA-SHAKE-256s',
]);

function fromJwk(jwk, purpose) {
  const { kty } = jwk;
  if (typeof kty !== 'string') throw new ERR_CRYPTO_INVALID_JWK('Invalid JWK format');
  const parts = jwkParts[kty];
  if (parts === undefined) throw new ERR_CRYPTO_INVALID_JWK(`${kty} is not a supported JWK key type`);
  const { 0: always, 1: secret, 2: more } = parts;
  const given = { __proto__: null, kty };
  const take = (name) => {
    if (typeof jwk[name] !== 'string') throw new ERR_CRYPTO_INVALID_JWK(`Invalid JWK ${kty} key`);
    given[name] = jwk[name];
  };
  if (kty === 'AKP' && !akp.has(jwk.alg)) throw new ERR_CRYPTO_INVALID_JWK('Unsupported JWK AKP "alg"');
  for (let i = 0; i < always.length; i++) take(always[i]);
  if (kty === 'EC' && !isCurve(given.crv)) throw new ERR_CRYPTO_INVALID_CURVE();
  if (jwk[secret] !== undefined) {
    take(secret);
    for (let i = 0; i < more.length; i++) take(more[i]);
  }
  const material = fromAnswer(binding('crypto/jwk').import_jwk(binding.encode(given), purpose === CREATE_PUBLIC));
  if (material.type === 'public' && (purpose === CONSUME_PRIVATE || purpose === CREATE_PRIVATE)) {
    throw new ERR_CRYPTO_INVALID_JWK('JWK does not contain private key material');
  }
  return material;
}

function withMessage(error, message) {
  error.message = message;
  return error;
}

function fromRaw(key, format, purpose, name) {
  const { key: data, asymmetricKeyType, namedCurve } = key;
  if (format === 'raw-public' && (purpose === CONSUME_PRIVATE || purpose === CREATE_PRIVATE)) {
    throw new ERR_INVALID_ARG_VALUE(`${name}.format`, format);
  }
  if (!isArrayBufferView(data) && !isAnyArrayBuffer(data)) {
    throw new ERR_INVALID_ARG_TYPE(`${name}.key`, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  validateString(asymmetricKeyType, `${name}.asymmetricKeyType`);
  const forms = rawForms[asymmetricKeyType];
  if (forms === undefined) {
    throw withMessage(new ERR_INVALID_ARG_VALUE('asymmetricKeyType', asymmetricKeyType), `Invalid asymmetricKeyType: ${asymmetricKeyType}`);
  }
  if (!ArrayPrototypeIncludes(forms, format)) throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS();
  if (asymmetricKeyType === 'ec') validateString(namedCurve, `${name}.namedCurve`);
  const bytes = getBytes(data, `${name}.key`);
  return fromAnswer(binding('crypto/jwk').from_raw(asymmetricKeyType, format !== 'raw-public', bytes, namedCurve));
}

function read(key, purpose, name) {
  const direct = materialIn(key);
  if (direct !== undefined) {
    checkType(direct.type, purpose, key);
    return direct;
  }
  if (isBytes(key)) return parse(purpose, 'pem', undefined, getBytes(key, name));
  if (typeof key === 'object' && key !== null) {
    const { key: data, encoding, format } = key;
    const inner = materialIn(data);
    if (inner !== undefined) {
      checkType(inner.type, purpose, data);
      return inner;
    }
    if (format === 'jwk') {
      validateObject(data, `${name}.key`);
      return fromJwk(data, purpose);
    }
    if (format === 'raw-public' || format === 'raw-private' || format === 'raw-seed') return fromRaw(key, format, purpose, name);
    if (!isBytes(data)) throw new ERR_INVALID_ARG_TYPE(`${name}.key`, formsFor(purpose), data);
    const isPublic = purpose === CONSUME_PRIVATE || purpose === CREATE_PRIVATE ? false : undefined;
    const bytes = getBytes(data, `${name}.key`, encoding);
    const { format: form, type, passphrase } = readEncoding(key, undefined, isPublic, name);
    return parse(purpose, form, type, bytes, passphrase);
  }
  throw new ERR_INVALID_ARG_TYPE(name, formsFor(purpose), key);
}

const readPrivate = (key, name = 'key') => read(key, CONSUME_PRIVATE, name);
const readPublicOrPrivate = (key, name = 'key') => read(key, CONSUME_PUBLIC, name);

function createPublicKey(key) {
  return new PublicKeyObject(read(key, CREATE_PUBLIC, 'key').publicHalf);
}

function createPrivateKey(key) {
  return new PrivateKeyObject(read(key, CREATE_PRIVATE, 'key'));
}

module.exports = { createPrivateKey, createPublicKey, readPrivate, readPublicOrPrivate };
