'use strict';

const { ObjectDefineProperties, ObjectDefineProperty } = primordials;
const {
  codes: { ERR_CRYPTO_ENGINE_UNKNOWN, ERR_CRYPTO_FIPS_UNAVAILABLE, ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH, ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { validateNumber, validateString } = require('internal/validators');
const { cachedResult, filterDuplicateStrings } = require('internal/crypto/name_lists');
const { deprecate } = require('internal/util/deprecation');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { getOptionValue } = require('internal/options');
const { viewOf } = require('internal/crypto/bytes');
const { Hash, Hmac, hash } = require('internal/crypto/hash');
const random = require('internal/crypto/random');

const getHashes = cachedResult(() => filterDuplicateStrings(require('internal/crypto/hash_names').listed));

function createHash(algorithm, options) {
  return new Hash(algorithm, options);
}

function createHmac(hmac, key, options) {
  return new Hmac(hmac, key, options);
}

function comparable(value, name) {
  if (!isAnyArrayBuffer(value) && !isArrayBufferView(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
  }
  return viewOf(value);
}

function timingSafeEqual(buf1, buf2) {
  const a = comparable(buf1, 'buf1');
  const b = comparable(buf2, 'buf2');
  if (a.byteLength !== b.byteLength) throw new ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH();
  return binding('crypto/hash').timing_safe_equal(a, b);
}

function setEngine(id, flags) {
  validateString(id, 'id');
  if (flags) validateNumber(flags, 'flags');
  throw new ERR_CRYPTO_ENGINE_UNKNOWN(id);
}

const getFips = () => 0;

function setFips(value) {
  if (value) throw new ERR_CRYPTO_FIPS_UNAVAILABLE();
}

// There is no secure heap.
const secureHeapUsed = () => ({ total: 0, used: 0, utilization: NaN, min: 2 });

module.exports = {
  createHash, createHmac, getHashes, timingSafeEqual, setEngine, getFips, setFips, hash,
  randomBytes: random.randomBytes, randomFill: random.randomFill, randomFillSync: random.randomFillSync, randomInt: random.randomInt,
  randomUUID: random.randomUUID, randomUUIDv7: random.randomUUIDv7,
  Hash: deprecate(Hash, 'crypto.Hash constructor is deprecated.', 'DEP0179'),
  Hmac: deprecate(Hmac, 'crypto.Hmac constructor is deprecated.', 'DEP0181'),
  secureHeapUsed,
};

// Exports that few programs use: their file is loaded when one is first read.
function offer(id, names) {
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const settle = (value) =>
      ObjectDefineProperty(module.exports, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
    ObjectDefineProperty(module.exports, name, {
      __proto__: null, enumerable: true, configurable: true, set: settle,
      get() {
        const value = require(id)[name];
        settle(value);
        return value;
      },
    });
  }
}

offer('internal/crypto/kdf', ['argon2', 'argon2Sync', 'hkdf', 'hkdfSync', 'pbkdf2', 'pbkdf2Sync', 'scrypt', 'scryptSync']);
offer('internal/crypto/cipher', ['Cipheriv', 'Decipheriv', 'createCipheriv', 'createDecipheriv']);
offer('internal/crypto/cipher_info', ['getCipherInfo', 'getCiphers']);
offer('internal/crypto/primes', ['checkPrime', 'checkPrimeSync', 'generatePrime', 'generatePrimeSync']);
offer('internal/crypto/keys', ['KeyObject', 'createSecretKey']);
offer('internal/crypto/key_input', ['createPrivateKey', 'createPublicKey']);
offer('internal/crypto/keygen', ['generateKey', 'generateKeyPair', 'generateKeyPairSync', 'generateKeySync']);
offer('internal/crypto/signatures', ['Sign', 'Verify', 'createSign', 'createVerify', 'sign', 'verify']);
offer('internal/crypto/rsa_cipher', ['privateDecrypt', 'privateEncrypt', 'publicDecrypt', 'publicEncrypt']);
offer('internal/crypto/curves', ['getCurves']);
offer('internal/crypto/kem', ['decapsulate', 'encapsulate']);
offer('internal/crypto/x509', ['X509Certificate']);
offer('internal/crypto/certificate', ['Certificate']);
offer('internal/crypto/diffie_hellman', [
  'DiffieHellman', 'DiffieHellmanGroup', 'ECDH', 'createDiffieHellman', 'createDiffieHellmanGroup', 'createECDH', 'diffieHellman',
  'getDiffieHellman',
]);

function pseudoRandomBytes() {
  const settle = (target, key, value, enumerable) =>
    ObjectDefineProperty(target, key, { __proto__: null, value, enumerable, configurable: true, writable: true });
  const descriptor = (key) => ({
    __proto__: null, enumerable: false, configurable: true,
    get() {
      const value = getOptionValue('--pending-deprecation') ?
        deprecate(random.randomBytes, `crypto.${key} is deprecated.`, 'DEP0115') : random.randomBytes;
      settle(this, key, value, false);
      return value;
    },
    set(value) { settle(this, key, value, true); },
  });
  return { __proto__: null, prng: descriptor('prng'), pseudoRandomBytes: descriptor('pseudoRandomBytes'), rng: descriptor('rng') };
}

const webcrypto = () => require('internal/webcrypto').crypto;
function getRandomValues(array) {
  return webcrypto().getRandomValues(array);
}

ObjectDefineProperties(module.exports, {
  fips: {
    __proto__: null,
    get: deprecate(getFips, 'The crypto.fips is deprecated. Please use crypto.getFips()', 'DEP0093'),
    set: deprecate(setFips, 'The crypto.fips is deprecated. Please use crypto.setFips()', 'DEP0093'),
  },
  constants: { __proto__: null, configurable: false, enumerable: true, value: require('internal/crypto/constants') },
  webcrypto: { __proto__: null, configurable: false, enumerable: true, get: webcrypto, set: undefined },
  subtle: { __proto__: null, configurable: false, enumerable: true, get: () => webcrypto().subtle, set: undefined },
  getRandomValues: { __proto__: null, configurable: false, enumerable: true, get: () => getRandomValues, set: undefined },
  ...pseudoRandomBytes(),
});
