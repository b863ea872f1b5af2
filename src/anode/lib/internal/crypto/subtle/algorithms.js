'use strict';

// Web Crypto's algorithms: their operations, their parameters, and the normalisation of an AlgorithmIdentifier
// (https://www.w3.org/TR/webcrypto-2/#algorithm-normalization).

const {
  ArrayBufferIsView, ArrayPrototypeIncludes, MathTrunc, NumberIsFinite, RegExpPrototypeExec, SafeMap, String, StringPrototypeStartsWith,
  StringPrototypeToUpperCase, Uint8Array,
} = primordials;
const { emitExperimentalWarning } = require('internal/util/deprecation');
const { lazyDOMException } = require('internal/per_context/lazy_domexception');
const { isAnyArrayBuffer, isUint8Array } = require('internal/util/types');
const { converters, makeException } = require('internal/webidl');
const { viewOf } = require('internal/crypto/bytes');
const limits = require('internal/crypto/subtle/limits');

const NONE = [];

function bufferSource(value, name, prefix) {
  if (isAnyArrayBuffer(value) || ArrayBufferIsView(value)) return new Uint8Array(viewOf(value));
  throw makeException('is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.', { prefix, context: name });
}

function bigInteger(value, name, prefix) {
  if (isUint8Array(value)) return new Uint8Array(viewOf(value));
  throw makeException('is not an Uint8Array object.', { prefix, context: name });
}

const unsigned = (bits) => (value, name, prefix) => {
  const number = MathTrunc(+value);
  if (!NumberIsFinite(number)) throw makeException('is not a finite number.', { prefix, context: name });
  if (number < 0 || number >= 2 ** bits) {
    throw makeException(`is outside the expected range of 0 to ${2 ** bits - 1}.`, { prefix, context: name, code: 'ERR_OUT_OF_RANGE' });
  }
  return number + 0;
};

function hash(value, name, prefix, dictionary) {
  const given = typeof value === 'object' && value !== null ? value.name : value;
  if (RegExpPrototypeExec(/^sha/i, String(given)) === null) {
    throw lazyDOMException(`Only SHA hashes are supported in ${dictionary}`, 'NotSupportedError');
  }
  return normalize(value, 'digest');
}
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

// [member, converter, whether it is required], in the order in which the members are read.
const dictionaries = {
  __proto__: null,
  none: NONE,
  AesCbcParams: [['iv', bytes, true]],
  AesCtrParams: [['counter', bytes, true], ['length', octet, true]],
  AeadParams: [['additionalData', bytes], ['iv', bytes, true], ['tagLength', octet]],
  AesKeyGenParams: [['length', short, true]],
  AesDerivedKeyParams: [['length', short, true]],
  HmacKeyGenParams: [['hash', hash, true], ['length', long]],
  HmacImportParams: [['hash', hash, true], ['length', long]],
  KmacKeyGenParams: [['length', long]],
  KmacImportParams: [['length', long]],
  KmacParams: [['customization', bytes], ['outputLength', long, true]],
  RsaHashedKeyGenParams: [['modulusLength', long, true], ['publicExponent', bigInteger, true], ['hash', hash, true]],
  RsaHashedImportParams: [['hash', hash, true]],
  EcdsaParams: [['hash', hash, true]],
  RsaPssParams: [['saltLength', long, true]],
  RsaOaepParams: [['label', bytes]],
  EcKeyGenParams: [['namedCurve', text, true]],
  EcKeyImportParams: [['namedCurve', text, true]],
  EcdhKeyDeriveParams: [['public', key, true]],
  HkdfParams: [['hash', hash, true], ['info', bytes, true], ['salt', bytes, true]],
  Pbkdf2Params: [['hash', hash, true], ['iterations', long, true], ['salt', bytes, true]],
  Argon2Params: [
    ['associatedData', bytes], ['memory', long, true], ['nonce', bytes, true], ['parallelism', long, true], ['passes', long, true],
    ['secretValue', bytes], ['version', octet],
  ],
  ContextParams: [['context', bytes]],
  CShakeParams: [['customization', bytes], ['functionName', bytes], ['outputLength', long, true]],
  TurboShakeParams: [['domainSeparation', octet], ['outputLength', long, true]],
  KangarooTwelveParams: [['customization', bytes], ['outputLength', long, true]],
};

const aes = (params) => ({
  generateKey: 'AesKeyGenParams', importKey: 'none', exportKey: 'none', 'get key length': 'AesDerivedKeyParams',
  ...(params === undefined ? { wrapKey: 'none', unwrapKey: 'none' } : { encrypt: params, decrypt: params }),
});
const rsaSign = (params) => ({
  generateKey: 'RsaHashedKeyGenParams', importKey: 'RsaHashedImportParams', exportKey: 'none', sign: params, verify: params,
});
const edwards = (params) => ({ generateKey: 'none', importKey: 'none', exportKey: 'none', sign: params, verify: params });
const montgomery = { generateKey: 'none', importKey: 'none', exportKey: 'none', deriveBits: 'EcdhKeyDeriveParams' };
const digest = { digest: 'none' };
const argon2 = { 'importKey': 'none', 'deriveBits': 'Argon2Params', 'get key length': 'none' };
const kmac = {
  generateKey: 'KmacKeyGenParams', importKey: 'KmacImportParams', exportKey: 'none', sign: 'KmacParams', verify: 'KmacParams',
  'get key length': 'KmacImportParams',
};
const lattice = edwards('ContextParams');
const kem = { generateKey: 'none', importKey: 'none', exportKey: 'none', encapsulate: 'none', decapsulate: 'none' };

const algorithms = {
  __proto__: null,
  'AES-CBC': aes('AesCbcParams'), 'AES-CTR': aes('AesCtrParams'), 'AES-GCM': aes('AeadParams'), 'AES-OCB': aes('AeadParams'),
  'AES-KW': aes(),
  'ChaCha20-Poly1305': { ...aes('AeadParams'), 'generateKey': 'none', 'get key length': 'none' },
  'HMAC': {
    generateKey: 'HmacKeyGenParams', importKey: 'HmacImportParams', exportKey: 'none', sign: 'none', verify: 'none',
    'get key length': 'HmacImportParams',
  },
  'KMAC128': kmac, 'KMAC256': kmac,
  'RSASSA-PKCS1-v1_5': rsaSign('none'), 'RSA-PSS': rsaSign('RsaPssParams'),
  'RSA-OAEP': {
    generateKey: 'RsaHashedKeyGenParams', importKey: 'RsaHashedImportParams', exportKey: 'none', encrypt: 'RsaOaepParams',
    decrypt: 'RsaOaepParams',
  },
  'ECDSA': { generateKey: 'EcKeyGenParams', importKey: 'EcKeyImportParams', exportKey: 'none', sign: 'EcdsaParams', verify: 'EcdsaParams' },
  'ECDH': { generateKey: 'EcKeyGenParams', importKey: 'EcKeyImportParams', exportKey: 'none', deriveBits: 'EcdhKeyDeriveParams' },
  'Ed25519': edwards('none'), 'Ed448': edwards('ContextParams'), 'X25519': montgomery, 'X448': montgomery,
  'ML-DSA-44': lattice, 'ML-DSA-65': lattice, 'ML-DSA-87': lattice, 'ML-KEM-512': kem, 'ML-KEM-768': kem, 'ML-KEM-1024': kem,
  'HKDF': { importKey: 'none', deriveBits: 'HkdfParams', 'get key length': 'none' },
  'PBKDF2': { importKey: 'none', deriveBits: 'Pbkdf2Params', 'get key length': 'none' },
  'Argon2d': argon2, 'Argon2i': argon2, 'Argon2id': argon2,
  'SHA-1': digest, 'SHA-256': digest, 'SHA-384': digest, 'SHA-512': digest, 'SHA3-256': digest, 'SHA3-384': digest, 'SHA3-512': digest,
  'cSHAKE128': { digest: 'CShakeParams' }, 'cSHAKE256': { digest: 'CShakeParams' },
  'TurboSHAKE128': { digest: 'TurboShakeParams' }, 'TurboSHAKE256': { digest: 'TurboShakeParams' },
  'KT128': { digest: 'KangarooTwelveParams' }, 'KT256': { digest: 'KangarooTwelveParams' },
};

const experimental = /^(?:AES-OCB|ChaCha|KMAC|Ed448|X448|Argon2|SHA3-|cSHAKE|Turbo|KT|ML-)/;

const byName = new SafeMap();
for (const name in algorithms) byName.set(StringPrototypeToUpperCase(name), name);

// Checks the other side's key.
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
  if (RegExpPrototypeExec(experimental, name) !== null) emitExperimentalWarning(`The ${name} Web Crypto API algorithm`);
  const normalized = { __proto__: null, name };
  const members = dictionaries[dictionary];
  for (let i = 0; i < members.length; i++) {
    if (members[i][0] === 'public') checkPublic(algorithm.public, name);
    const { 0: member, 1: convert, 2: required } = members[i];
    const value = algorithm[member];
    if (value !== undefined) {
      normalized[member] = convert(value, `${member} in passed algorithm`, prefix, dictionary);
    } else if (required) {
      throw makeException(`cannot be converted to '${dictionary}' because '${member}' is required in '${dictionary}'.`,
                          { prefix, context: 'passed algorithm', code: 'ERR_MISSING_OPTION' });
    }
  }
  limits[dictionary]?.(normalized);
  return normalized;
}

const isPair = (name) => algorithms[name].exportKey !== undefined && usages[name] === undefined;
const isKem = (name) => StringPrototypeStartsWith(name, 'ML-KEM');
const isPostQuantum = (name) => StringPrototypeStartsWith(name, 'ML-');

// Keys that only derive other keys.
const isDeriving = (name) => name === 'HKDF' || name === 'PBKDF2' || StringPrototypeStartsWith(name, 'Argon2');

// The bindings' name of a hash function, as 'SHA-256'.
const hashName = ({ name }) => require('internal/crypto/hash_names').findHash(name).name;

// The possible usages of an algorithm's keys, by type where they differ.
const usages = {
  '__proto__': null,
  'AES-CBC': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'], 'AES-CTR': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'AES-GCM': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'], 'AES-OCB': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'ChaCha20-Poly1305': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'AES-KW': ['wrapKey', 'unwrapKey'], 'HMAC': ['sign', 'verify'], 'KMAC128': ['sign', 'verify'], 'KMAC256': ['sign', 'verify'],
  'HKDF': ['deriveKey', 'deriveBits'], 'PBKDF2': ['deriveKey', 'deriveBits'],
  'Argon2d': ['deriveKey', 'deriveBits'], 'Argon2i': ['deriveKey', 'deriveBits'], 'Argon2id': ['deriveKey', 'deriveBits'],
};
function pairUsages(name) {
  if (isKem(name)) return { public: ['encapsulateKey', 'encapsulateBits'], private: ['decapsulateKey', 'decapsulateBits'] };
  if (name === 'RSA-OAEP') return { public: ['encrypt', 'wrapKey'], private: ['decrypt', 'unwrapKey'] };
  if (name === 'ECDH' || name === 'X25519' || name === 'X448') return { public: [], private: ['deriveKey', 'deriveBits'] };
  return { public: ['verify'], private: ['sign'] };
}

function checkUsages(wanted, allowed, what) {
  for (let i = 0; i < wanted.length; i++) {
    if (!ArrayPrototypeIncludes(allowed, wanted[i])) throw lazyDOMException(`Unsupported key usage for ${what}`, 'SyntaxError');
  }
}

module.exports = { bufferSource, checkUsages, hashName, isDeriving, isPair, isPostQuantum, normalize, pairUsages, usages };
