'use strict';

// Web Crypto's algorithms: what each can do, with which parameters, and how an AlgorithmIdentifier is normalised
// (https://www.w3.org/TR/webcrypto-2/#algorithm-normalization).

const { ArrayBufferIsView, ArrayPrototypeIncludes, MathTrunc, SafeMap, String, StringPrototypeStartsWith, StringPrototypeToUpperCase, Uint8Array } = primordials;
const { lazyDOMException } = require('internal/util');
const { isAnyArrayBuffer } = require('internal/util/types');
const { converters, makeException } = require('internal/webidl');
const { viewOf } = require('internal/crypto/bytes');

const NONE = [];

function bufferSource(value, name, prefix) {
  if (isAnyArrayBuffer(value) || ArrayBufferIsView(value)) return new Uint8Array(viewOf(value));
  throw makeException('is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.', { prefix, context: name });
}

const unsigned = (bits) => (value, name, prefix) => {
  const number = +value;
  if (!(number >= 0 && number < 2 ** bits)) {
    throw makeException(`is outside the expected range of 0 to ${2 ** bits - 1}.`, { prefix, context: name, code: 'ERR_OUT_OF_RANGE' });
  }
  return MathTrunc(number);
};

const hash = (value) => normalize(value, 'digest');
const text = (value) => String(value);
const bytes = bufferSource;
const octet = unsigned(8);
const short = unsigned(16);
const long = unsigned(32);
const key = (value, name, prefix) => {
  const { isCryptoKey } = require('internal/crypto/crypto_key');
  if (!isCryptoKey(value)) throw makeException('is not of type CryptoKey.', { prefix, context: name });
  return value;
};

// [member, how it is converted, whether it must be there]
const dictionaries = {
  __proto__: null,
  none: NONE,
  AesCbcParams: [['iv', bytes, true]],
  AesCtrParams: [['counter', bytes, true], ['length', octet, true]],
  AeadParams: [['iv', bytes, true], ['tagLength', octet], ['additionalData', bytes]],
  AesKeyParams: [['length', short, true]],
  HmacKeyParams: [['hash', hash, true], ['length', long]],
  RsaKeyGenParams: [['modulusLength', long, true], ['publicExponent', bytes, true], ['hash', hash, true]],
  HashParams: [['hash', hash, true]],
  RsaPssParams: [['saltLength', long, true]],
  RsaOaepParams: [['label', bytes]],
  EcParams: [['namedCurve', text, true]],
  DhParams: [['public', key, true]],
  HkdfParams: [['hash', hash, true], ['salt', bytes, true], ['info', bytes, true]],
  Pbkdf2Params: [['hash', hash, true], ['iterations', long, true], ['salt', bytes, true]],
  Argon2Params: [
    ['nonce', bytes, true], ['parallelism', long, true], ['memory', long, true], ['passes', long, true], ['version', octet],
    ['secretValue', bytes], ['associatedData', bytes],
  ],
  ContextParams: [['context', bytes]],
  ShakeParams: [['outputLength', long, true]],
};

const aes = (params) => ({
  generateKey: 'AesKeyParams', importKey: 'none', exportKey: 'none', 'get key length': 'AesKeyParams',
  ...(params === undefined ? { wrapKey: 'none', unwrapKey: 'none' } : { encrypt: params, decrypt: params }),
});
const rsaSign = (params) => ({ generateKey: 'RsaKeyGenParams', importKey: 'HashParams', exportKey: 'none', sign: params, verify: params });
const edwards = (params) => ({ generateKey: 'none', importKey: 'none', exportKey: 'none', sign: params, verify: params });
const montgomery = { generateKey: 'none', importKey: 'none', exportKey: 'none', deriveBits: 'DhParams' };
const digest = { digest: 'none' };
const argon2 = { 'importKey': 'none', 'deriveBits': 'Argon2Params', 'get key length': 'none' };

const algorithms = {
  __proto__: null,
  'AES-CBC': aes('AesCbcParams'), 'AES-CTR': aes('AesCtrParams'), 'AES-GCM': aes('AeadParams'), 'AES-OCB': aes('AeadParams'), 'AES-KW': aes(),
  'ChaCha20-Poly1305': { ...aes('AeadParams'), 'generateKey': 'none', 'get key length': 'none' },
  'HMAC': {
    generateKey: 'HmacKeyParams', importKey: 'HmacKeyParams', exportKey: 'none', sign: 'none', verify: 'none', 'get key length': 'HmacKeyParams',
  },
  'RSASSA-PKCS1-v1_5': rsaSign('none'), 'RSA-PSS': rsaSign('RsaPssParams'),
  'RSA-OAEP': { generateKey: 'RsaKeyGenParams', importKey: 'HashParams', exportKey: 'none', encrypt: 'RsaOaepParams', decrypt: 'RsaOaepParams' },
  'ECDSA': { generateKey: 'EcParams', importKey: 'EcParams', exportKey: 'none', sign: 'HashParams', verify: 'HashParams' },
  'ECDH': { generateKey: 'EcParams', importKey: 'EcParams', exportKey: 'none', deriveBits: 'DhParams' },
  'Ed25519': edwards('none'), 'Ed448': edwards('ContextParams'), 'X25519': montgomery, 'X448': montgomery,
  'HKDF': { importKey: 'none', deriveBits: 'HkdfParams', 'get key length': 'none' },
  'PBKDF2': { importKey: 'none', deriveBits: 'Pbkdf2Params', 'get key length': 'none' },
  'Argon2d': argon2, 'Argon2i': argon2, 'Argon2id': argon2,
  'SHA-1': digest, 'SHA-256': digest, 'SHA-384': digest, 'SHA-512': digest, 'SHA3-256': digest, 'SHA3-384': digest, 'SHA3-512': digest,
  'cSHAKE128': { digest: 'ShakeParams' }, 'cSHAKE256': { digest: 'ShakeParams' },
};

const byName = new SafeMap();
for (const name in algorithms) byName.set(StringPrototypeToUpperCase(name), name);

// The other side's key.
function checkPublic(other, name) {
  const { isCryptoKey } = require('internal/crypto/crypto_key');
  if (!isCryptoKey(other)) return;
  const { material, algorithm } = require('internal/crypto/crypto_key').slotsOf(other);
  if (material.type !== 'public') throw lazyDOMException('algorithm.public must be a public key', 'InvalidAccessError');
  if (algorithm.name !== name) throw lazyDOMException('key algorithm mismatch', 'InvalidAccessError');
}

function normalize(algorithm, op) {
  if (typeof algorithm !== 'object' || algorithm === null) algorithm = { name: converters.DOMString(algorithm) };
  const prefix = 'Failed to normalize algorithm';
  const given = algorithm.name;
  if (given === undefined) {
    throw makeException("cannot be converted to 'Algorithm' because 'name' is required in 'Algorithm'.",
                        { prefix, context: 'passed algorithm', code: 'ERR_MISSING_OPTION' });
  }
  const name = byName.get(StringPrototypeToUpperCase(converters.DOMString(given)));
  const dictionary = name === undefined ? undefined : algorithms[name][op];
  if (dictionary === undefined) throw lazyDOMException('Unrecognized algorithm name', 'NotSupportedError');
  const normalized = { __proto__: null, name };
  const members = dictionaries[dictionary];
  for (let i = 0; i < members.length; i++) {
    if (members[i][0] === 'public') checkPublic(algorithm.public, name);
    const { 0: member, 1: convert, 2: required } = members[i];
    const value = algorithm[member];
    if (value !== undefined) {
      normalized[member] = convert(value, `'${member}' of '${dictionary}' (passed algorithm)`, prefix);
    } else if (required) {
      throw makeException(`cannot be converted to '${dictionary}' because '${member}' is required in '${dictionary}'.`,
                          { prefix, context: 'passed algorithm', code: 'ERR_MISSING_OPTION' });
    }
  }
  return normalized;
}

const supports = (name, op) => algorithms[name]?.[op] !== undefined;

// 'SHA-256' => what bindings call it.
// Keys that are good for nothing but deriving others.
const isDeriving = (name) => name === 'HKDF' || name === 'PBKDF2' || StringPrototypeStartsWith(name, 'Argon2');

const hashName = ({ name }) => require('internal/crypto/hash_names').findHash(name).name;

// The usages that an algorithm's keys can have; by type where that matters.
const usages = {
  '__proto__': null,
  'AES-CBC': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'], 'AES-CTR': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'AES-GCM': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'], 'AES-OCB': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'ChaCha20-Poly1305': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'AES-KW': ['wrapKey', 'unwrapKey'], 'HMAC': ['sign', 'verify'], 'HKDF': ['deriveKey', 'deriveBits'], 'PBKDF2': ['deriveKey', 'deriveBits'],
  'Argon2d': ['deriveKey', 'deriveBits'], 'Argon2i': ['deriveKey', 'deriveBits'], 'Argon2id': ['deriveKey', 'deriveBits'],
};
const pairUsages = (name) =>
  (name === 'RSA-OAEP' ? { public: ['encrypt', 'wrapKey'], private: ['decrypt', 'unwrapKey'] } :
    name === 'ECDH' || name === 'X25519' || name === 'X448' ? { public: [], private: ['deriveKey', 'deriveBits'] } :
      { public: ['verify'], private: ['sign'] });

function checkUsages(wanted, allowed, what) {
  for (let i = 0; i < wanted.length; i++) {
    if (!ArrayPrototypeIncludes(allowed, wanted[i])) throw lazyDOMException(`Unsupported key usage for ${what}`, 'SyntaxError');
  }
}

module.exports = { bufferSource, checkUsages, hashName, isDeriving, normalize, pairUsages, supports, usages };
