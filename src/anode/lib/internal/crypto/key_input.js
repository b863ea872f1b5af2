'use strict';

// Asymmetric keys in all the forms they are given: KeyObject, PEM, DER, JWK, raw; alone or as `key` of an object.

const { ArrayPrototypeConcat, ArrayPrototypeSlice, JSONStringify } = primordials;
const {
  codes: { ERR_CRYPTO_INVALID_JWK, ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { validateObject, validateOneOf, validateString } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { getBytes } = require('internal/crypto/bytes');
const { fromAnswer } = require('internal/crypto/key_material');
const { FORMS, PrivateKeyObject, PublicKeyObject, isBytes, materialIn } = require('internal/crypto/keys');
const { readEncoding } = require('internal/crypto/key_encoding');

// What the key is for. A public key may be given as its private one, which has it in it.
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
  const keys = binding('crypto_keys');
  return fromAnswer(passphrase === undefined ? keys.parse(wants[purpose], form, type ?? null, bytes) :
    keys.parse(wants[purpose], form, type ?? null, bytes, passphrase));
}

const jwkParts = {
  __proto__: null, RSA: [['n', 'e'], ['d', 'p', 'q', 'dp', 'dq', 'qi']], EC: [['crv', 'x', 'y'], ['d']], OKP: [['crv', 'x'], ['d']],
  AKP: [['alg', 'pub'], ['priv']],
};

function fromJwk(jwk, purpose) {
  validateObject(jwk, 'key');
  validateOneOf(jwk.kty, 'key.kty', ['RSA', 'EC', 'OKP', 'AKP']);
  const { 0: always, 1: secret } = jwkParts[jwk.kty];
  const wantsPrivate = purpose === CONSUME_PRIVATE || purpose === CREATE_PRIVATE;
  const given = { __proto__: null, kty: jwk.kty };
  const isPrivate = wantsPrivate || ((jwk.d ?? jwk.priv) !== undefined && purpose !== CREATE_PUBLIC);
  if (jwk.kty === 'OKP') {
    validateString(jwk.crv, 'key.crv');
    validateOneOf(jwk.crv, 'key.crv', ['Ed25519', 'Ed448', 'X25519', 'X448']);
  } else if (jwk.kty === 'EC') {
    validateOneOf(jwk.crv, 'key.crv', ['P-256', 'secp256k1', 'P-384', 'P-521']);
  }
  const names = isPrivate ? ArrayPrototypeConcat(always, secret) : always;
  for (let i = 0; i < names.length; i++) {
    validateString(jwk[names[i]], `key.${names[i]}`);
    given[names[i]] = jwk[names[i]];
    if (given[names[i]].length === 0) throw new ERR_CRYPTO_INVALID_JWK();
  }
  return fromAnswer(binding('crypto_jwk').import_jwk(JSONStringify(given), purpose === CREATE_PUBLIC));
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
  if (asymmetricKeyType === 'ec') validateString(namedCurve, `${name}.namedCurve`);
  const bytes = getBytes(data, `${name}.key`);
  return fromAnswer(binding('crypto_jwk').from_raw(asymmetricKeyType, format !== 'raw-public', bytes, namedCurve));
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
