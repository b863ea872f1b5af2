'use strict';

// What Web Crypto does with keys: encrypt, sign, derive, wrap; and digest, which needs none.

const {
  ArrayBuffer, ArrayBufferPrototypeSlice, ArrayPrototypeIncludes, JSONParse, JSONStringify, PromiseResolve, StringPrototypeToLowerCase, TypedArrayPrototypeFill,
  TypedArrayPrototypeSet, Uint8Array,
} = primordials;
const { Buffer } = require('buffer');
const { lazyDOMException, lazyDOMExceptionClass } = require('internal/util');
const { slotsOf } = require('internal/crypto/crypto_key');
const { findHash } = require('internal/crypto/hash_names');
const { hashName, isDeriving, normalize } = require('internal/crypto/subtle/algorithms');
const { job } = require('internal/crypto/subtle/jobs');
const { blockBits, exportKey, importKey } = require('internal/crypto/subtle/import_export');

const PSS = 6, OAEP = 4;
const accessError = (message) => lazyDOMException(message, 'InvalidAccessError');
const failed = (message) => lazyDOMException(message, 'OperationError');

async function digest(algorithm, data) {
  const { name, outputLength } = normalize(algorithm, 'digest');
  if (outputLength !== undefined) {
    const shake = name === 'cSHAKE128' ? 'shake_128' : 'shake_256';
    if (outputLength % 8 !== 0) throw failed('Invalid outputLength');
    return await job('crypto_hash', 'digest', [shake, outputLength / 8, data]);
  }
  return await job('crypto_hash', 'digest', [findHash(name).name, -1, data]);
}

function keyFor(key, name, usage, verb = usage) {
  const slots = slotsOf(key);
  if (slots.algorithm.name !== name) throw accessError('Key algorithm mismatch');
  if (!ArrayPrototypeIncludes(slots.usages, usage)) throw accessError(`Unable to use this key to ${verb}`);
  return slots;
}

// ---- encrypt and decrypt ----

function checkLength(bytes, length, name) {
  if (bytes.length !== length) throw failed(`algorithm.${name} must contain exactly ${length} bytes`);
}

function aesCtr(key, { counter, length }, data) {
  checkLength(counter, 16, 'counter');
  if (length === 0 || length > 128) throw failed('AES-CTR algorithm.length must be between 1 and 128');
  const blocks = (data.length + 15) >> 4;
  if (length < 53 && blocks > 2 ** length) throw failed('The operation failed for an operation-specific reason');
  return job('crypto_cipher', 'counter', [key, counter, length, data]);
}

function aesAead(encrypt, mode, key, { iv, tagLength = 128, additionalData }, data) {
  const valid = mode === 'gcm' ? [32, 64, 96, 104, 112, 120, 128] : [64, 96, 128];
  if (!ArrayPrototypeIncludes(valid, tagLength)) throw failed(`${tagLength} is not a valid AES-${mode === 'gcm' ? 'GCM' : 'OCB'} tag length`);
  const args = ['aes', mode, encrypt, tagLength / 8, key, iv, data];
  if (additionalData !== undefined && additionalData.length > 0) args[7] = additionalData;
  if (!encrypt && data.length < tagLength / 8) throw failed('The provided data is too small.');
  return job('crypto_cipher', 'run', args);
}

function rsaOaep(encrypt, material, algorithm, label, data) {
  if (material.type !== (encrypt ? 'public' : 'private')) throw accessError('The requested operation is not valid for the provided key');
  const args = [material.bytes, data, OAEP, hashName(algorithm.hash)];
  if (label !== undefined && label.length > 0) args[4] = label;
  return job('crypto_sign', encrypt ? 'public_encrypt' : 'private_decrypt', args);
}

function cipher(encrypt, parameters, { material, algorithm }, data) {
  const { bytes } = material;
  switch (parameters.name) {
    case 'AES-CBC':
      checkLength(parameters.iv, 16, 'iv');
      return job('crypto_cipher', 'run', ['aes', 'cbc', encrypt, 0, bytes, parameters.iv, data]);
    case 'AES-CTR': return aesCtr(bytes, parameters, data);
    case 'AES-GCM': return aesAead(encrypt, 'gcm', bytes, parameters, data);
    case 'AES-OCB': return aesAead(encrypt, 'ocb', bytes, parameters, data);
    case 'ChaCha20-Poly1305': {
      checkLength(parameters.iv, 12, 'iv');
      const args = ['chacha20-poly1305', 'stream', encrypt, 16, bytes, parameters.iv, data];
      if (parameters.additionalData !== undefined && parameters.additionalData.length > 0) args[7] = parameters.additionalData;
      if (!encrypt && data.length < 16) throw failed('The provided data is too small.');
      return job('crypto_cipher', 'run', args);
    }
    case 'AES-KW':
      if (data.length % 8 !== 0 || data.length < 16) throw failed('The operation failed for an operation-specific reason');
      return job('crypto_cipher', 'run', ['aes', 'wrap', encrypt, 0, bytes, TypedArrayPrototypeFill(new Uint8Array(8), 0xa6), data]);
    default: return rsaOaep(encrypt, material, algorithm, parameters.label, data);
  }
}

async function encrypt(algorithm, key, data) {
  const parameters = normalize(algorithm, 'encrypt');
  return await cipher(true, parameters, keyFor(key, parameters.name, 'encrypt'), data);
}

async function decrypt(algorithm, key, data) {
  const parameters = normalize(algorithm, 'decrypt');
  return await cipher(false, parameters, keyFor(key, parameters.name, 'decrypt'), data);
}

// ---- sign and verify ----

// [hash, padding, length of the salt, whether signatures are bare numbers, context]
function scheme(parameters, { algorithm }) {
  switch (parameters.name) {
    case 'RSASSA-PKCS1-v1_5': return [hashName(algorithm.hash), null, null, false];
    case 'RSA-PSS': return [hashName(algorithm.hash), PSS, parameters.saltLength, false];
    case 'ECDSA': return [hashName(parameters.hash), null, null, true];
    default: return [null, null, null, false];
  }
}

function checkContext({ context }) {
  if (context !== undefined && context.length > 0) throw lazyDOMException('Non zero-length context is not supported', 'NotSupportedError');
}

async function sign(algorithm, key, data) {
  const parameters = normalize(algorithm, 'sign');
  const slots = keyFor(key, parameters.name, 'sign');
  const { bytes, type } = slots.material;
  if (parameters.name === 'HMAC') return await job('crypto_hash', 'hmac_digest', [hashName(slots.algorithm.hash), bytes, data]);
  checkContext(parameters);
  if (type !== 'private') throw accessError('Key must be a private key');
  const { 0: hash, 1: padding, 2: salt, 3: bare } = scheme(parameters, slots);
  return await job('crypto_sign', 'sign', [bytes, data, hash, padding, salt, bare]);
}

async function verify(algorithm, key, signature, data) {
  const parameters = normalize(algorithm, 'verify');
  const slots = keyFor(key, parameters.name, 'verify');
  const { bytes, type } = slots.material;
  if (parameters.name === 'HMAC') {
    return await job('crypto_hash', 'hmac_digest', [hashName(slots.algorithm.hash), bytes, data], (mac) =>
      mac.length === signature.length && binding('crypto_hash').timing_safe_equal(mac, signature));
  }
  checkContext(parameters);
  if (type !== 'public') throw accessError('Key must be a public key');
  const { 0: hash, 1: padding, 2: salt, 3: bare } = scheme(parameters, slots);
  return await job('crypto_sign', 'verify', [bytes, data, hash, padding, salt, bare, signature], (result) => result);
}

// ---- derive ----

function checkByteLength(length) {
  if (length === null) throw failed('length cannot be null');
  if (length % 8 !== 0) throw failed('length must be a multiple of 8');
}

function truncated(secret, length) {
  if (length === null) return secret;
  const size = (length + 7) >> 3;
  if (secret.byteLength < size) throw failed('derived bit length is too small');
  const bytes = new Uint8Array(ArrayBufferPrototypeSlice(secret, 0, size));
  if (length % 8 !== 0) bytes[size - 1] &= 0xff00 >> (length % 8);
  return bytes.buffer;
}

async function agree({ name, public: other }, { material, algorithm }, length) {
  if (material.type !== 'private') throw accessError('baseKey must be a private key');
  const theirs = slotsOf(other);
  if (theirs.material.type !== 'public') throw accessError('algorithm.public must be a public key');
  if (theirs.algorithm.name !== algorithm.name) throw accessError('The public and private keys must be of the same type');
  if (name === 'ECDH' && theirs.algorithm.namedCurve !== algorithm.namedCurve) throw accessError('Named curve mismatch');
  return truncated(await job('crypto_dh', 'stateless', [material.bytes, theirs.material.bytes]), length);
}

function argon2({ name, nonce, parallelism, memory, passes, secretValue, associatedData }, bytes, length) {
  checkByteLength(length);
  if (length < 32) throw failed('length must be >= 32');
  const none = new Uint8Array(0);
  const more = require('internal/crypto/kdf').joinArgon2(secretValue ?? none, associatedData ?? none);
  return job('crypto_kdf', 'argon2', [StringPrototypeToLowerCase(name), bytes, nonce, parallelism, length / 8, memory, passes, more]);
}

function derive(parameters, slots, length) {
  const { bytes } = slots.material;
  switch (parameters.name) {
    case 'HKDF': {
      checkByteLength(length);
      if (length === 0) return PromiseResolve(new ArrayBuffer(0));
      if (length / 8 > 255 * findHash(parameters.hash.name).size) throw failed('The operation failed for an operation-specific reason');
      return job('crypto_kdf', 'hkdf', [hashName(parameters.hash), bytes, parameters.salt, parameters.info, length / 8]);
    }
    case 'PBKDF2':
      checkByteLength(length);
      if (parameters.iterations === 0) throw failed('iterations cannot be zero');
      if (length === 0) return PromiseResolve(new ArrayBuffer(0));
      return job('crypto_kdf', 'pbkdf2', [hashName(parameters.hash), bytes, parameters.salt, parameters.iterations, length / 8]);
    case 'Argon2d':
    case 'Argon2i':
    case 'Argon2id': return argon2(parameters, bytes, length);
    default: return agree(parameters, slots, length);
  }
}

function baseKey(key, name, usage) {
  const slots = slotsOf(key);
  if (!ArrayPrototypeIncludes(slots.usages, usage)) throw accessError(`baseKey does not have ${usage} usage`);
  if (slots.algorithm.name !== name) throw accessError('Key algorithm mismatch');
  return slots;
}

async function deriveBits(algorithm, key, length) {
  const parameters = normalize(algorithm, 'deriveBits');
  return await derive(parameters, baseKey(key, parameters.name, 'deriveBits'), length);
}

function keyLength({ name, length, hash }) {
  if (isDeriving(name)) return null;
  if (name === 'ChaCha20-Poly1305') return 256;
  if (name === 'HMAC') {
    if (length === undefined) return blockBits[hash.name];
    if (length > 0) return length;
    throw failed('Invalid key length');
  }
  if (length !== 128 && length !== 192 && length !== 256) throw failed('Invalid key length');
  return length;
}

async function deriveKey(algorithm, key, derivedType, extractable, usages) {
  const parameters = normalize(algorithm, 'deriveBits');
  normalize(derivedType, 'importKey');
  const lengthOf = normalize(derivedType, 'get key length');
  const slots = baseKey(key, parameters.name, 'deriveKey');
  const bits = await derive(parameters, slots, keyLength(lengthOf));
  return await importKey('raw-secret', new Uint8Array(bits), derivedType, extractable, usages);
}

// ---- wrap ----

// The algorithm for wrapping, or for encrypting where it has no wrapping of its own.
function wrapping(algorithm, op, cipherOp) {
  try {
    return normalize(algorithm, op);
  } catch {
    return normalize(algorithm, cipherOp);
  }
}

async function wrapKey(format, key, wrappingKey, algorithm) {
  const parameters = wrapping(algorithm, 'wrapKey', 'encrypt');
  const slots = keyFor(wrappingKey, parameters.name, 'wrapKey');
  let exported = exportKey(format, key);
  if (format === 'jwk') {
    exported = new Uint8Array(Buffer.from(JSONStringify(exported)));
    if (parameters.name === 'AES-KW' && exported.length % 8 !== 0) {
      const padded = TypedArrayPrototypeFill(new Uint8Array((exported.length + 7) & ~7), 0x20);
      TypedArrayPrototypeSet(padded, exported);
      exported = padded;
    }
  } else {
    exported = new Uint8Array(exported);
  }
  return await cipher(true, parameters, slots, exported);
}

async function unwrapKey(format, wrapped, unwrappingKey, algorithm, keyAlgorithm, extractable, usages) {
  const parameters = wrapping(algorithm, 'unwrapKey', 'decrypt');
  normalize(keyAlgorithm, 'importKey');
  const slots = keyFor(unwrappingKey, parameters.name, 'unwrapKey');
  const bytes = new Uint8Array(await cipher(false, parameters, slots, wrapped));
  if (format !== 'jwk') return await importKey(format, bytes, keyAlgorithm, extractable, usages);
  let jwk;
  try {
    jwk = JSONParse(Buffer.from(bytes).utf8Slice(0, bytes.length));
  } catch (cause) {
    throw new (lazyDOMExceptionClass())('Invalid wrapped JWK key', { name: 'DataError', cause });
  }
  return await importKey('jwk', jwk, keyAlgorithm, extractable, usages);
}

module.exports = { decrypt, deriveBits, deriveKey, digest, encrypt, sign, unwrapKey, verify, wrapKey };
