'use strict';

// createSign and createVerify, and sign() and verify() in one call.

const { ArrayPrototypePush, FunctionPrototypeCall, ObjectSetPrototypeOf, RangeError, SafeSet, Symbol } = primordials;
const { Buffer } = require('buffer');
const Writable = require('internal/streams/writable');
const {
  codes: {
    ERR_CRYPTO_INVALID_DIGEST, ERR_CRYPTO_SIGN_KEY_REQUIRED, ERR_CRYPTO_UNSUPPORTED_OPERATION, ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { validateEncoding, validateFunction, validateString } = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { normalizeEncoding } = require('internal/buffer/normalize_encoding');
const { fromText, getBytes, viewOf } = require('internal/crypto/bytes');
const { RSA_PKCS1_PSS_PADDING, RSA_PSS_SALTLEN_MAX_SIGN } = require('internal/crypto/constants');
const { findHash, isLegacyHash } = require('internal/crypto/hash_names');
const { unsupported } = require('internal/crypto/openssl_error');
const { readPrivate, readPublicOrPrivate } = require('internal/crypto/key_input');

const system = binding('crypto/sign');
const kPieces = Symbol('kPieces');
const kDigest = Symbol('kDigest');

function digestName(algorithm) {
  const found = findHash(algorithm);
  if (found === undefined) throw isLegacyHash(algorithm) ? unsupported() : new ERR_CRYPTO_INVALID_DIGEST(algorithm);
  return found.name;
}

function intOption(name, options) {
  const value = options[name];
  if (value === undefined || value === value >> 0) return value;
  throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value);
}

// { padding, saltLength, p1363 } of the given options.
function readScheme(options) {
  const padding = intOption('padding', options);
  let saltLength = intOption('saltLength', options);
  if (padding === RSA_PKCS1_PSS_PADDING && saltLength === undefined) saltLength = RSA_PSS_SALTLEN_MAX_SIGN;
  let p1363 = false;
  if (typeof options === 'object' && options !== null) {
    const { dsaEncoding = 'der' } = options;
    if (dsaEncoding === 'ieee-p1363') p1363 = true;
    else if (dsaEncoding !== 'der') throw new ERR_INVALID_ARG_VALUE('options.dsaEncoding', dsaEncoding);
  }
  return { __proto__: null, padding: padding ?? null, saltLength: saltLength ?? null, p1363 };
}

function readContext(options) {
  const context = options?.context;
  if (context === undefined) return undefined;
  if (!isArrayBufferView(context)) throw new ERR_INVALID_ARG_TYPE('options.context', ['Buffer', 'TypedArray', 'DataView'], context);
  if (context.byteLength > 255) {
    const error = new RangeError('context string must be at most 255 bytes');
    error.code = 'ERR_OUT_OF_RANGE';
    throw error;
  }
  return context.byteLength === 0 ? undefined : viewOf(context);
}

const asBuffer = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const whole = (pieces) => (pieces.length === 1 ? viewOf(pieces[0]) : viewOf(Buffer.concat(pieces)));

// ---- streams ----

const hashed = new SafeSet(['rsa', 'rsa-pss', 'dsa', 'ec']);

// Keys of the other types sign the whole data, not a hash of it.
function inParts(material) {
  if (!hashed.has(material.asymmetricKeyType)) throw new ERR_CRYPTO_UNSUPPORTED_OPERATION();
  return material;
}

function begin(self, algorithm, options) {
  validateString(algorithm, 'algorithm');
  const found = findHash(algorithm);
  if (found === undefined) throw isLegacyHash(algorithm) ? unsupported() : new ERR_CRYPTO_INVALID_DIGEST();
  self[kDigest] = found.name;
  self[kPieces] = [];
  FunctionPrototypeCall(Writable, self, options);
}

function Sign(algorithm, options) {
  if (!(this instanceof Sign)) return new Sign(algorithm, options);
  begin(this, algorithm, options);
}
ObjectSetPrototypeOf(Sign.prototype, Writable.prototype);
ObjectSetPrototypeOf(Sign, Writable);

Sign.prototype._write = function _write(chunk, encoding, callback) {
  this.update(chunk, encoding);
  callback();
};

Sign.prototype.update = function update(data, encoding) {
  if (typeof data === 'string') {
    validateEncoding(data, encoding);
    ArrayPrototypePush(this[kPieces], fromText(data, normalizeEncoding(encoding) ?? 'utf8'));
  } else if (isArrayBufferView(data)) {
    ArrayPrototypePush(this[kPieces], Buffer.from(viewOf(data)));
  } else {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  return this;
};

Sign.prototype.sign = function sign(privateKey, encoding) {
  if (!privateKey) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const { bytes } = inParts(readPrivate(privateKey, 'privateKey'));
  const { padding, saltLength, p1363 } = readScheme(privateKey);
  const signature = asBuffer(system.sign(bytes, whole(this[kPieces]), this[kDigest], padding, saltLength, p1363));
  return encoding && encoding !== 'buffer' ? signature.toString(encoding) : signature;
};

function Verify(algorithm, options) {
  if (!(this instanceof Verify)) return new Verify(algorithm, options);
  begin(this, algorithm, options);
}
ObjectSetPrototypeOf(Verify.prototype, Writable.prototype);
ObjectSetPrototypeOf(Verify, Writable);

Verify.prototype._write = Sign.prototype._write;
Verify.prototype.update = Sign.prototype.update;

Verify.prototype.verify = function verify(key, signature, encoding) {
  const { bytes } = inParts(readPublicOrPrivate(key, 'key').publicHalf);
  const { padding, saltLength, p1363 } = readScheme(key);
  signature = getBytes(signature, 'signature', encoding);
  return system.verify(bytes, whole(this[kPieces]), this[kDigest], padding, saltLength, p1363, signature);
};

// ---- in one call ----

function finish(callback, finished) {
  return function(error, result) {
    if (error) FunctionPrototypeCall(callback, this, error);
    else FunctionPrototypeCall(callback, this, null, finished(result));
  };
}

function sign(algorithm, data, key, callback) {
  if (algorithm !== null && algorithm !== undefined) validateString(algorithm, 'algorithm');
  if (callback !== undefined) validateFunction(callback, 'callback');
  data = getBytes(data, 'data');
  if (!key) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const { padding, saltLength, p1363 } = readScheme(key);
  const context = readContext(key);
  const { bytes } = readPrivate(key);
  const digest = algorithm ? digestName(algorithm) : null;
  if (callback === undefined) {
    return asBuffer(context === undefined ? system.sign(bytes, data, digest, padding, saltLength, p1363) :
      system.sign(bytes, data, digest, padding, saltLength, p1363, context));
  }
  system.async.sign(finish(callback, asBuffer), bytes, data, digest, padding, saltLength, p1363, context);
}

function verify(algorithm, data, key, signature, callback) {
  if (algorithm !== null && algorithm !== undefined) validateString(algorithm, 'algorithm');
  if (callback !== undefined) validateFunction(callback, 'callback');
  data = getBytes(data, 'data');
  const { padding, saltLength, p1363 } = readScheme(key);
  const context = readContext(key);
  signature = getBytes(signature, 'signature');
  const { bytes } = readPublicOrPrivate(key).publicHalf;
  const digest = algorithm ? digestName(algorithm) : null;
  if (callback === undefined) {
    return context === undefined ? system.verify(bytes, data, digest, padding, saltLength, p1363, signature) :
      system.verify(bytes, data, digest, padding, saltLength, p1363, signature, context);
  }
  system.async.verify(finish(callback, (result) => result), bytes, data, digest, padding, saltLength, p1363, signature, context);
}

function createSign(algorithm, options) {
  return new Sign(algorithm, options);
}

function createVerify(algorithm, options) {
  return new Verify(algorithm, options);
}

module.exports = { Sign, Verify, createSign, createVerify, sign, verify };
