'use strict';

// Web Crypto's operations on keys: encrypt, sign, derive, wrap; and digest, which has no key.

const {
  ArrayBuffer, ArrayBufferPrototypeSlice, ArrayPrototypeIncludes, Error, JSONParse, JSONStringify, MathCeil, PromiseResolve,
  StringPrototypeEndsWith, StringPrototypeStartsWith, StringPrototypeToLowerCase, TypedArrayPrototypeFill, TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;
const { Buffer } = require('buffer');
const { lazyDOMException, lazyDOMExceptionClass } = require('internal/per_context/lazy_domexception');
const { slotsOf } = require('internal/crypto/crypto_key');
const { findHash } = require('internal/crypto/hash_names');
const { hashName, isDeriving, normalize } = require('internal/crypto/subtle/algorithms');
const { job, operationError } = require('internal/crypto/subtle/jobs');
const { blockBits, exportKey, importKey, kmacBits } = require('internal/crypto/subtle/import_export');

const PSS = 6, OAEP = 4;
const accessError = (message) => lazyDOMException(message, 'InvalidAccessError');
const failed = (message) => lazyDOMException(message, 'OperationError');

async function digest(algorithm, data) {
  const { name, outputLength, customization = new Uint8Array(0), domainSeparation = 0x1f } = normalize(algorithm, 'digest');
  if (outputLength !== undefined) {
    const bits = StringPrototypeEndsWith(name, '128') ? 128 : 256;
    const size = MathCeil(outputLength / 8);
    if (StringPrototypeStartsWith(name, 'Turbo')) return await job('crypto/keccak', 'turbo_digest', [bits, data, size, domainSeparation]);
    if (StringPrototypeStartsWith(name, 'KT')) return await job('crypto/keccak', 'kangaroo_digest', [bits, data, size, customization]);
    if (size === 0) return new ArrayBuffer(0);
    const made = customization.length === 0 ? await job('crypto/hash', 'digest', [`shake_${bits}`, size, data]) :
      await job('crypto/keccak', 'cshake_digest', [bits, data, size, customization]);
    return cutBits(made, outputLength);
  }
  return await job('crypto/hash', 'digest', [findHash(name).name, -1, data]);
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
  return job('crypto/cipher', 'counter', [key, counter, length, data]);
}

function aesAead(encrypt, mode, key, { iv, tagLength = 128, additionalData }, data) {
  const valid = mode === 'gcm' ? [32, 64, 96, 104, 112, 120, 128] : [64, 96, 128];
  if (!ArrayPrototypeIncludes(valid, tagLength)) {
    throw failed(`${tagLength} is not a valid AES-${mode === 'gcm' ? 'GCM' : 'OCB'} tag length`);
  }
  const args = ['aes', mode, encrypt, tagLength / 8, key, iv, data];
  if (additionalData !== undefined && additionalData.length > 0) args[7] = additionalData;
  return job('crypto/cipher', 'run', args);
}

function rsaOaep(encrypt, material, algorithm, label, data) {
  if (material.type !== (encrypt ? 'public' : 'private')) throw accessError('The requested operation is not valid for the provided key');
  const args = [material.bytes, data, OAEP, hashName(algorithm.hash)];
  if (label !== undefined && label.length > 0) args[4] = label;
  return job('crypto/sign', encrypt ? 'public_encrypt' : 'private_decrypt', args);
}

function cipher(encrypt, parameters, { material, algorithm }, data) {
  const { bytes } = material;
  switch (parameters.name) {
    case 'AES-CBC':
      checkLength(parameters.iv, 16, 'iv');
      return job('crypto/cipher', 'run', ['aes', 'cbc', encrypt, 0, bytes, parameters.iv, data]);
    case 'AES-CTR': return aesCtr(bytes, parameters, data);
    case 'AES-GCM': return aesAead(encrypt, 'gcm', bytes, parameters, data);
    case 'AES-OCB': return aesAead(encrypt, 'ocb', bytes, parameters, data);
    case 'ChaCha20-Poly1305': {
      checkLength(parameters.iv, 12, 'iv');
      const args = ['chacha20-poly1305', 'stream', encrypt, 16, bytes, parameters.iv, data];
      if (parameters.additionalData !== undefined && parameters.additionalData.length > 0) args[7] = parameters.additionalData;
      if (!encrypt && data.length < 16) throw failed('The operation failed for an operation-specific reason');
      return job('crypto/cipher', 'run', args);
    }
    case 'AES-KW':
      if (data.length % 8 !== 0 || data.length < 16) throw failed('The operation failed for an operation-specific reason');
      return job('crypto/cipher', 'run', ['aes', 'wrap', encrypt, 0, bytes, TypedArrayPrototypeFill(new Uint8Array(8), 0xa6), data]);
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

// [hash, padding, length of the salt, whether signatures are raw numbers, context]
function scheme(parameters, { algorithm }) {
  switch (parameters.name) {
    case 'RSASSA-PKCS1-v1_5': return [hashName(algorithm.hash), null, null, false];
    case 'RSA-PSS': return [hashName(algorithm.hash), PSS, parameters.saltLength, false];
    case 'ECDSA': return [hashName(parameters.hash), null, null, true];
    default: return [null, null, null, false];
  }
}

function contextOf({ context }) {
  if (context === undefined || context.length === 0) return null;
  if (context.length > 255) throw operationError(new Error('context string must be at most 255 bytes'));
  return context;
}

const isKmac = (name) => kmacBits[name] !== undefined;

async function kmac({ name, outputLength, customization = new Uint8Array(0) }, key, data) {
  const made = await job('crypto/keccak', 'kmac_digest', [kmacBits[name], key, data, outputLength, customization]);
  return cutBits(made, outputLength);
}

async function sign(algorithm, key, data) {
  const parameters = normalize(algorithm, 'sign');
  const slots = keyFor(key, parameters.name, 'sign');
  const { bytes, type } = slots.material;
  if (parameters.name === 'HMAC') return await job('crypto/hash', 'hmac_digest', [hashName(slots.algorithm.hash), bytes, data]);
  if (isKmac(parameters.name)) return await kmac(parameters, bytes, data);
  if (type !== 'private') throw accessError('Key must be a private key');
  const { 0: hash, 1: padding, 2: salt, 3: bare } = scheme(parameters, slots);
  return await job('crypto/sign', 'sign', [bytes, data, hash, padding, salt, bare, contextOf(parameters)]);
}

async function verify(algorithm, key, signature, data) {
  const parameters = normalize(algorithm, 'verify');
  const slots = keyFor(key, parameters.name, 'verify');
  const { bytes, type } = slots.material;
  if (parameters.name === 'HMAC') {
    return await job('crypto/hash', 'hmac_digest', [hashName(slots.algorithm.hash), bytes, data], (mac) =>
      mac.length === signature.length && binding('crypto/hash').timing_safe_equal(mac, signature));
  }
  if (isKmac(parameters.name)) {
    const made = new Uint8Array(await kmac(parameters, bytes, data));
    return made.length === signature.length && (made.length === 0 || binding('crypto/hash').timing_safe_equal(made, signature));
  }
  if (type !== 'public') throw accessError('Key must be a public key');
  const { 0: hash, 1: padding, 2: salt, 3: bare } = scheme(parameters, slots);
  return await job('crypto/sign', 'verify', [bytes, data, hash, padding, salt, bare, signature, contextOf(parameters)], (result) => result);
}

// ---- derive ----

// Clears the bits of the last byte beyond `length`.
function cutBits(buffer, length) {
  if (length % 8 !== 0) {
    const bytes = new Uint8Array(buffer);
    bytes[bytes.length - 1] &= 0xff00 >> (length % 8);
  }
  return buffer;
}

function checkByteLength(length) {
  if (length === null) throw failed('length cannot be null');
  if (length % 8 !== 0) throw failed('length must be a multiple of 8');
}

function truncated(secret, length) {
  if (length === null) return secret;
  const size = MathCeil(length / 8);
  if (secret.byteLength < size) throw failed('derived bit length is too small');
  return cutBits(ArrayBufferPrototypeSlice(secret, 0, size), length);
}

async function agree({ name, public: other }, { material, algorithm }, length) {
  if (material.type !== 'private') throw accessError('baseKey must be a private key');
  const theirs = slotsOf(other);
  if (theirs.material.type !== 'public') throw accessError('algorithm.public must be a public key');
  if (theirs.algorithm.name !== algorithm.name) throw accessError('The public and private keys must be of the same type');
  if (name === 'ECDH' && theirs.algorithm.namedCurve !== algorithm.namedCurve) throw accessError('Named curve mismatch');
  return truncated(await job('crypto/dh', 'stateless', [material.bytes, theirs.material.bytes]), length);
}

function argon2({ name, nonce, parallelism, memory, passes, secretValue, associatedData }, bytes, length) {
  checkByteLength(length);
  if (length < 32) throw failed('length must be >= 32');
  const none = new Uint8Array(0);
  const more = require('internal/crypto/kdf').joinArgon2(secretValue ?? none, associatedData ?? none);
  return job('crypto/kdf', 'argon2', [StringPrototypeToLowerCase(name), bytes, nonce, parallelism, length / 8, memory, passes, more]);
}

function derive(parameters, slots, length) {
  const { bytes } = slots.material;
  switch (parameters.name) {
    case 'HKDF': {
      checkByteLength(length);
      if (length === 0) return PromiseResolve(new ArrayBuffer(0));
      if (length / 8 > 255 * findHash(parameters.hash.name).size) throw failed('The operation failed for an operation-specific reason');
      return job('crypto/kdf', 'hkdf', [hashName(parameters.hash), bytes, parameters.salt, parameters.info, length / 8]);
    }
    case 'PBKDF2':
      checkByteLength(length);
      if (parameters.iterations === 0) throw failed('iterations cannot be zero');
      if (length === 0) return PromiseResolve(new ArrayBuffer(0));
      return job('crypto/kdf', 'pbkdf2', [hashName(parameters.hash), bytes, parameters.salt, parameters.iterations, length / 8]);
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
  if (isKmac(name)) return length ?? kmacBits[name];
  if (name === 'HMAC') {
    if (length === undefined) return blockBits[hash.name];
    return length;
  }
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

// ---- encapsulate ----

function capsuleKey(key, name, usage) {
  const slots = slotsOf(key);
  const what = StringPrototypeStartsWith(usage, 'encapsulate') ? 'encapsulationKey' : 'decapsulationKey';
  if (slots.algorithm.name !== name) throw accessError('key algorithm mismatch');
  if (!ArrayPrototypeIncludes(slots.usages, usage)) throw accessError(`${what} does not have ${usage} usage`);
  return slots.material.bytes;
}

async function encapsulated(algorithm, key, usage) {
  const { name } = normalize(algorithm, 'encapsulate');
  return await job('crypto/kem', 'encapsulate', [capsuleKey(key, name, usage)], (bytes) => {
    const { sharedKey, ciphertext } = require('internal/crypto/kem').pair(bytes);
    return { sharedKey: new Uint8Array(sharedKey), ciphertext: new Uint8Array(ciphertext).buffer };
  });
}

async function decapsulated(algorithm, key, usage, ciphertext) {
  const { name } = normalize(algorithm, 'decapsulate');
  const args = [capsuleKey(key, name, usage), ciphertext];
  return await job('crypto/kem', 'decapsulate', args, (bytes) => new Uint8Array(bytes));
}

async function encapsulateBits(algorithm, key) {
  const { sharedKey, ciphertext } = await encapsulated(algorithm, key, 'encapsulateBits');
  return { sharedKey: sharedKey.buffer, ciphertext };
}

async function encapsulateKey(algorithm, key, sharedAlgorithm, extractable, usages) {
  normalize(sharedAlgorithm, 'importKey');
  const { sharedKey, ciphertext } = await encapsulated(algorithm, key, 'encapsulateKey');
  return { ciphertext, sharedKey: importKey('raw-secret', sharedKey, sharedAlgorithm, extractable, usages) };
}

async function decapsulateBits(algorithm, key, ciphertext) {
  return (await decapsulated(algorithm, key, 'decapsulateBits', ciphertext)).buffer;
}

async function decapsulateKey(algorithm, key, ciphertext, sharedAlgorithm, extractable, usages) {
  normalize(sharedAlgorithm, 'importKey');
  const secret = await decapsulated(algorithm, key, 'decapsulateKey', ciphertext);
  return importKey('raw-secret', secret, sharedAlgorithm, extractable, usages);
}

// ---- wrap ----

// The algorithm for wrapping, or the one for encrypting where wrapping has none of its own.
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

module.exports = {
  decapsulateBits, decapsulateKey, decrypt, deriveBits, deriveKey, digest, encapsulateBits, encapsulateKey, encrypt, sign,
  unwrapKey, verify, wrapKey,
};
