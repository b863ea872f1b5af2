'use strict';

// pbkdf2, scrypt, hkdf, argon2: each in a form with a callback and a synchronous one.

const {
  ArrayPrototypeUnshift, DataView, DataViewPrototypeSetUint32, FunctionPrototypeCall, MathLog2, NumberIsInteger, ReflectApply,
  TypedArrayPrototypeSet, Uint8Array,
} = primordials;
const { kMaxLength } = require('buffer');
const { asBuffer } = require('internal/buffer/pool');
const {
  hideStackFrames,
  codes: {
    ERR_CRYPTO_INVALID_DIGEST, ERR_CRYPTO_INVALID_KEYLEN, ERR_CRYPTO_INVALID_SCRYPT_PARAMS, ERR_INCOMPATIBLE_OPTION_PAIR,
    ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const {
  validateFunction, validateInt32, validateInteger, validateObject, validateOneOf, validateString, validateUint32,
} = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { fromText, getBytes, viewOf } = require('internal/crypto/bytes');
const { findHash } = require('internal/crypto/hash_names');

const system = binding('crypto/kdf');

const asArrayBuffer = (bytes) => (bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : new Uint8Array(bytes).buffer);

// Calls the op `name` on the pool.
function later(name, args, finish, callback) {
  ArrayPrototypeUnshift(args, function(error, bytes) {
    if (error) FunctionPrototypeCall(callback, this, error);
    else FunctionPrototypeCall(callback, this, null, finish(bytes));
  });
  ReflectApply(system.async[name], undefined, args);
}

const now = (name, args, finish) => finish(ReflectApply(system[name], undefined, args));

function digestName(digest) {
  const found = findHash(digest);
  if (found === undefined || found.xof) throw new ERR_CRYPTO_INVALID_DIGEST(digest);
  return found.name;
}

// ---- pbkdf2 ----

function pbkdf2Arguments(password, salt, iterations, keylen, digest) {
  validateString(digest, 'digest');
  password = getBytes(password, 'password');
  salt = getBytes(salt, 'salt');
  validateInt32(iterations, 'iterations', 1);
  validateInt32(keylen, 'keylen', 0);
  return [digest, password, salt, iterations, keylen + 0];
}

function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') {
    callback = digest;
    digest = undefined;
  }
  const args = pbkdf2Arguments(password, salt, iterations, keylen, digest);
  validateFunction(callback, 'callback');
  args[0] = digestName(digest);
  later('pbkdf2', args, asBuffer, callback);
}

function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  const args = pbkdf2Arguments(password, salt, iterations, keylen, digest);
  args[0] = digestName(digest);
  return now('pbkdf2', args, asBuffer);
}

// ---- scrypt ----

const scryptDefaults = { __proto__: null, N: 16384, r: 8, p: 1, maxmem: 32 << 20 };

// A parameter has two names; 0 means the default.
function scryptParameter(options, short, long) {
  let value = options[short];
  if (value !== undefined) validateUint32(value, short);
  if (options[long] !== undefined) {
    if (value !== undefined) throw new ERR_INCOMPATIBLE_OPTION_PAIR(short, long);
    value = options[long];
    validateUint32(value, long);
  }
  return value || scryptDefaults[short];
}

function scryptArguments(password, salt, keylen, options) {
  password = getBytes(password, 'password');
  salt = getBytes(salt, 'salt');
  validateInt32(keylen, 'keylen', 0);
  options ||= scryptDefaults;
  const N = scryptParameter(options, 'N', 'cost');
  const r = scryptParameter(options, 'r', 'blockSize');
  const p = scryptParameter(options, 'p', 'parallelization');
  if (options.maxmem !== undefined) validateInteger(options.maxmem, 'maxmem', 0);
  return [password, salt, N, r, p, options.maxmem || scryptDefaults.maxmem, keylen + 0];
}

// Impossible parameters throw at once, as in Node, and do not reach the callback.
function checkScrypt({ 2: N, 3: r, 4: p, 5: maxmem }) {
  if (N < 2 || !NumberIsInteger(MathLog2(N))) throw new ERR_CRYPTO_INVALID_SCRYPT_PARAMS();
  if (p * r > 2 ** 30 - 1 || (16 * r < 64 && N >= 2 ** (16 * r)) || 128 * r * (N + p + 2) > maxmem) {
    throw new ERR_CRYPTO_INVALID_SCRYPT_PARAMS('error:030000AC:digital envelope routines::memory limit exceeded');
  }
}

function scrypt(password, salt, keylen, options, callback) {
  if (callback === undefined && typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  const args = scryptArguments(password, salt, keylen, options);
  validateFunction(callback, 'callback');
  checkScrypt(args);
  later('scrypt', args, asBuffer, callback);
}

function scryptSync(password, salt, keylen, options) {
  const args = scryptArguments(password, salt, keylen, options);
  checkScrypt(args);
  return now('scrypt', args, asBuffer);
}

// ---- hkdf ----

const byteSource = hideStackFrames((value, name) => {
  if (typeof value !== 'string' && !isAnyArrayBuffer(value) && !isArrayBufferView(value)) {
    throw new ERR_INVALID_ARG_TYPE.HideStackFramesError(name, ['string', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'], value);
  }
  return typeof value === 'string' ? viewOf(fromText(value)) : viewOf(value);
});

function hkdfKey(key) {
  const { getSecretBytes, isKeyObject } = require('internal/crypto/keys');
  if (isKeyObject(key)) return getSecretBytes(key);
  if (typeof key === 'string') return viewOf(fromText(key));
  if (!isAnyArrayBuffer(key) && !isArrayBufferView(key)) {
    throw new ERR_INVALID_ARG_TYPE('ikm', ['string', 'SecretKeyObject', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'], key);
  }
  return viewOf(key);
}

const hkdfArguments = hideStackFrames((digest, key, salt, info, length) => {
  validateString.withoutStackTrace(digest, 'digest');
  key = hkdfKey(key);
  salt = byteSource.withoutStackTrace(salt, 'salt');
  info = byteSource.withoutStackTrace(info, 'info');
  validateInteger.withoutStackTrace(length, 'length', 0, kMaxLength);
  if (info.byteLength > 1024) {
    throw new ERR_OUT_OF_RANGE.HideStackFramesError('info', 'must not contain more than 1024 bytes', info.byteLength);
  }
  return [digest, key, salt, info, length + 0];
});

function checkHkdf(args) {
  args[0] = digestName(args[0]);
  if (args[4] > 255 * findHash(args[0]).size) throw new ERR_CRYPTO_INVALID_KEYLEN();
}

function hkdf(digest, key, salt, info, length, callback) {
  const args = hkdfArguments(digest, key, salt, info, length);
  validateFunction(callback, 'callback');
  checkHkdf(args);
  later('hkdf', args, asArrayBuffer, callback);
}

function hkdfSync(digest, key, salt, info, length) {
  const args = hkdfArguments(digest, key, salt, info, length);
  checkHkdf(args);
  return now('hkdf', args, asArrayBuffer);
}

// ---- argon2 ----

const UINT32 = 2 ** 32 - 1;

function argon2Bytes(value, name, lowest) {
  const bytes = getBytes(value, `parameters.${name}`);
  validateInteger(bytes.byteLength, `parameters.${name}.byteLength`, lowest, UINT32);
  return bytes;
}

// An op takes eight arguments, so the secret and the data are joined: the length of the secret, the secret, the data.
function joinArgon2(secret, data) {
  const joined = new Uint8Array(4 + secret.length + data.length);
  DataViewPrototypeSetUint32(new DataView(joined.buffer), 0, secret.length);
  TypedArrayPrototypeSet(joined, secret, 4);
  TypedArrayPrototypeSet(joined, data, 4 + secret.length);
  return joined;
}

function argon2Arguments(algorithm, parameters) {
  validateString(algorithm, 'algorithm');
  validateOneOf(algorithm, 'algorithm', ['argon2d', 'argon2i', 'argon2id']);
  validateObject(parameters, 'parameters');
  const { parallelism, tagLength, memory, passes } = parameters;
  const message = argon2Bytes(parameters.message, 'message', 0);
  const nonce = argon2Bytes(parameters.nonce, 'nonce', 8);
  validateInteger(parallelism, 'parameters.parallelism', 1, 2 ** 24 - 1);
  validateInteger(tagLength, 'parameters.tagLength', 4, UINT32);
  validateInteger(memory, 'parameters.memory', 8 * parallelism, UINT32);
  validateUint32(passes, 'parameters.passes', true);
  const none = new Uint8Array(0);
  const secret = parameters.secret === undefined ? none : argon2Bytes(parameters.secret, 'secret', 0);
  const data = parameters.associatedData === undefined ? none : argon2Bytes(parameters.associatedData, 'associatedData', 0);
  return [algorithm, message, nonce, parallelism, tagLength, memory, passes, joinArgon2(secret, data)];
}

function argon2(algorithm, parameters, callback) {
  const args = argon2Arguments(algorithm, parameters);
  validateFunction(callback, 'callback');
  later('argon2', args, asBuffer, callback);
}

const argon2Sync = (algorithm, parameters) => now('argon2', argon2Arguments(algorithm, parameters), asBuffer);

module.exports = { argon2, argon2Sync, joinArgon2, hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync };
