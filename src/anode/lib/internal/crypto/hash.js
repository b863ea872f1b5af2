'use strict';

// createHash, createHmac, and hash() in one call.

const { Error, FunctionPrototypeCall, ObjectSetPrototypeOf, StringPrototypeToLowerCase, Symbol } = primordials;
const { Buffer } = require('buffer');
const {
  codes: { ERR_CRYPTO_HASH_FINALIZED, ERR_CRYPTO_INVALID_DIGEST, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { validateEncoding, validateObject, validateString, validateUint32 } = require('internal/validators');
const { getDeprecationWarningEmitter, isPendingDeprecation } = require('internal/util/deprecation');
const { normalizeEncoding } = require('internal/buffer/normalize_encoding');
const { isArrayBufferView } = require('internal/util/types');
const LazyTransform = require('internal/streams/lazy_transform');
const { Digest } = require('internal/crypto/digest');
const { findHash, isLegacyHash } = require('internal/crypto/hash_names');
const { opensslError, unsupported } = require('internal/crypto/openssl_error');

const kHandle = Symbol('kHandle');
const kState = Symbol('kState');
const kFinalized = Symbol('kFinalized');

const warnOfShake = getDeprecationWarningEmitter(
  'DEP0198', 'Creating SHAKE128/256 digests without an explicit options.outputLength is deprecated.', undefined, false);

// { name, size, xof } of a hash function that createHash can make.
function hashFor(algorithm) {
  const found = findHash(algorithm);
  if (found !== undefined) return found;
  throw isLegacyHash(algorithm) ? unsupported() : new Error('Digest method not supported');
}

function noteShake(found, length) {
  if (found.xof && length === undefined && isPendingDeprecation()) warnOfShake();
}

function Hash(algorithm, options) {
  if (!new.target) return new Hash(algorithm, options);
  const original = algorithm instanceof Digest ? algorithm : undefined;
  if (original === undefined) validateString(algorithm, 'algorithm');
  let length = typeof options === 'object' && options !== null ? options.outputLength : undefined;
  if (length !== undefined) {
    validateUint32(length, 'options.outputLength');
    length += 0;
  }
  const found = original !== undefined ? original.found : hashFor(algorithm);
  if (length !== undefined && !found.xof && length !== found.size) {
    throw opensslError('030000B2', 'digital envelope routines', 'not XOF or invalid length', 'EVP_NOT_XOF_OR_INVALID_LENGTH');
  }
  if (original !== undefined) {
    this[kHandle] = original.copy(length);
  } else {
    this[kHandle] = new Digest(found, length);
    if (found.xof) noteShake(found, length);
  }
  this[kState] = { [kFinalized]: false };
  FunctionPrototypeCall(LazyTransform, this, options);
}
ObjectSetPrototypeOf(Hash.prototype, LazyTransform.prototype);
ObjectSetPrototypeOf(Hash, LazyTransform);

Hash.prototype.copy = function copy(options) {
  if (this[kState][kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  return new Hash(this[kHandle], options);
};

Hash.prototype._transform = function _transform(chunk, encoding, callback) {
  this[kHandle].update(chunk, encoding);
  callback();
};

Hash.prototype._flush = function _flush(callback) {
  this.push(this[kHandle].digest());
  callback();
};

Hash.prototype.update = function update(data, encoding) {
  if (this[kState][kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  if (typeof data === 'string') {
    if (encoding !== undefined && encoding !== 'utf8') validateEncoding(data, encoding);
  } else if (!isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  this[kHandle].update(data, encoding);
  return this;
};

Hash.prototype.digest = function digest(outputEncoding) {
  const state = this[kState];
  if (state[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  // A String object is accepted as an encoding.
  const result = this[kHandle].digest(outputEncoding ? `${outputEncoding}` : undefined);
  state[kFinalized] = true;
  return result;
};

// ---- Hmac ----

function Hmac(hmac, key, options) {
  if (!(this instanceof Hmac)) return new Hmac(hmac, key, options);
  validateString(hmac, 'hmac');
  const encoding = options?.encoding;
  if (encoding !== undefined && encoding !== null) validateString(encoding, 'options.encoding');
  const { getSecretBytes } = require('internal/crypto/keys');
  const bytes = getSecretBytes(key, encoding);
  const found = findHash(hmac);
  if (found === undefined) throw isLegacyHash(hmac) ? unsupported() : new ERR_CRYPTO_INVALID_DIGEST(hmac);
  if (found.xof) throw new Error('error:00000000:lib(0)::reason(0)');
  this[kHandle] = new Digest(found, undefined, bytes);
  this[kState] = { [kFinalized]: false };
  FunctionPrototypeCall(LazyTransform, this, options);
}
ObjectSetPrototypeOf(Hmac.prototype, LazyTransform.prototype);
ObjectSetPrototypeOf(Hmac, LazyTransform);

Hmac.prototype.update = Hash.prototype.update;
Hmac.prototype._transform = Hash.prototype._transform;
Hmac.prototype._flush = Hash.prototype._flush;

// A second digest() returns an empty value. A hash throws there.
Hmac.prototype.digest = function digest(outputEncoding) {
  const state = this[kState];
  if (state[kFinalized]) {
    const empty = Buffer.from('');
    return outputEncoding && outputEncoding !== 'buffer' ? empty.toString(outputEncoding) : empty;
  }
  const result = this[kHandle].digest(outputEncoding ? `${outputEncoding}` : undefined);
  state[kFinalized] = true;
  return result;
};

// ---- in one call ----

function hash(algorithm, input, options) {
  validateString(algorithm, 'algorithm');
  if (typeof input !== 'string' && !isArrayBufferView(input)) {
    throw new ERR_INVALID_ARG_TYPE('input', ['Buffer', 'TypedArray', 'DataView', 'string'], input);
  }
  let outputEncoding = 'hex';
  let outputLength;
  if (typeof options === 'string') {
    outputEncoding = options;
  } else if (options !== undefined) {
    validateObject(options, 'options');
    ({ outputLength } = options);
    outputEncoding = options.outputEncoding ?? 'hex';
  }
  let normalized = outputEncoding;
  if (normalized !== 'hex') {
    validateString(outputEncoding, 'outputEncoding');
    normalized = normalizeEncoding(outputEncoding);
    if (normalized === undefined && StringPrototypeToLowerCase(outputEncoding) !== 'buffer') {
      throw new ERR_INVALID_ARG_VALUE('outputEncoding', outputEncoding);
    }
  }
  if (outputLength !== undefined) validateUint32(outputLength, 'outputLength');
  const found = findHash(algorithm);
  if (found === undefined) {
    throw isLegacyHash(algorithm) ? unsupported() : new Error(`Digest method ${algorithm} is not supported`);
  }
  if (outputLength !== undefined && !found.xof && outputLength !== found.size) {
    throw new Error(`Output length ${outputLength} is invalid for ${algorithm}, which does not support XOF`);
  }
  noteShake(found, outputLength);
  const digest = new Digest(found, outputLength);
  digest.update(input);
  return digest.digest(normalized);
}

module.exports = { Hash, Hmac, hash };
