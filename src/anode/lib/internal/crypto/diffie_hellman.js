'use strict';

// Key agreement: DiffieHellman over prime fields, ECDH over curves, and diffieHellman() with KeyObjects.

const {
  ArrayPrototypeReverse, Error, FunctionPrototypeCall, ObjectDefineProperty, RangeError, SafeSet, StringPrototypeToLowerCase, Symbol,
  TypedArrayPrototypeSlice, TypedArrayPrototypeSubarray, Uint8Array,
} = primordials;
const { Buffer } = require('buffer');
const {
  codes: {
    ERR_CRYPTO_ECDH_INVALID_FORMAT, ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY, ERR_CRYPTO_INCOMPATIBLE_KEY, ERR_CRYPTO_INVALID_CURVE,
    ERR_CRYPTO_INVALID_KEYPAIR, ERR_CRYPTO_OPERATION_FAILED, ERR_CRYPTO_UNKNOWN_DH_GROUP, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { validateFunction, validateInt32, validateObject, validateString } = require('internal/validators');
const { deprecate } = require('internal/util/deprecation');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { fromText, getBytes, viewOf } = require('internal/crypto/bytes');
const { isCurve } = require('internal/crypto/curves');
const { isKeyObject, materialOf } = require('internal/crypto/keys');
const { readPrivate, readPublicOrPrivate } = require('internal/crypto/key_input');
const { opensslError } = require('internal/crypto/openssl_error');

const system = binding('crypto/dh');
const kState = Symbol('kState');
const FORMS = ['number', 'string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];
const groups = new SafeSet(['modp1', 'modp2', 'modp5', 'modp14', 'modp15', 'modp16', 'modp17', 'modp18']);

const isGroup = (name) => groups.has(name);
const isBytes = (value) => isArrayBufferView(value) || isAnyArrayBuffer(value);
const copy = (bytes) => TypedArrayPrototypeSlice(bytes);

function encode(bytes, encoding) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
}

function trimmed(bytes) {
  let at = 0;
  while (at < bytes.length - 1 && bytes[at] === 0) at++;
  return TypedArrayPrototypeSubarray(bytes, at);
}

function fromNumber(n) {
  const bytes = [];
  for (let rest = n; rest > 0; rest = rest >>> 8) bytes[bytes.length] = rest & 255;
  return new Uint8Array(ArrayPrototypeReverse(bytes));
}

function checkGenerator(bytes) {
  const g = trimmed(bytes);
  if (g.length === 0 || (g.length === 1 && g[0] < 2)) {
    throw opensslError('02800065', 'Diffie-Hellman routines', 'bad generator', 'DH_BAD_GENERATOR');
  }
}

function readGenerator(generator, encoding) {
  if (!generator) return new Uint8Array([2]);
  if (typeof generator === 'number') {
    validateInt32(generator, 'generator');
    if (generator < 2) checkGenerator(new Uint8Array([0]));
    return fromNumber(generator);
  }
  if (typeof generator !== 'string' && !isBytes(generator)) throw new ERR_INVALID_ARG_TYPE('generator', FORMS, generator);
  const bytes = new Uint8Array(typeof generator === 'string' ? fromText(generator, encoding) : viewOf(generator));
  checkGenerator(bytes);
  return bytes;
}

function DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
  if (!(this instanceof DiffieHellman)) return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
  if (typeof sizeOrKey !== 'number' && typeof sizeOrKey !== 'string' && !isBytes(sizeOrKey)) {
    throw new ERR_INVALID_ARG_TYPE('sizeOrKey', FORMS, sizeOrKey);
  }
  if (typeof sizeOrKey === 'number') validateInt32(sizeOrKey, 'sizeOrKey');
  if (keyEncoding && !Buffer.isEncoding(keyEncoding) && keyEncoding !== 'buffer') {
    genEncoding = generator;
    generator = keyEncoding;
    keyEncoding = false;
  }
  let prime;
  let g;
  if (typeof sizeOrKey === 'number') {
    if (sizeOrKey < 512) throw opensslError('0280007E', 'Diffie-Hellman routines', 'modulus too small', 'DH_MODULUS_TOO_SMALL');
    g = readGenerator(generator, genEncoding);
    prime = system.new_prime(sizeOrKey, g.length === 1 ? g[0] : 0);
  } else {
    prime = new Uint8Array(typeof sizeOrKey === 'string' ? fromText(sizeOrKey, keyEncoding || undefined) : viewOf(sizeOrKey));
    g = readGenerator(generator, genEncoding);
  }
  begin(this, prime, g);
}

function begin(self, prime, generator, safe = false) {
  self[kState] = { prime, generator, privateKey: undefined, publicKey: undefined };
  ObjectDefineProperty(self, 'verifyError', {
    __proto__: null, enumerable: true, writable: false, value: safe ? 0 : system.check(prime, generator),
  });
}

function DiffieHellmanGroup(name) {
  if (!(this instanceof DiffieHellmanGroup)) return new DiffieHellmanGroup(name);
  validateString(name, 'name');
  const known = StringPrototypeToLowerCase(name);
  if (!isGroup(known)) throw new ERR_CRYPTO_UNKNOWN_DH_GROUP();
  begin(this, system.group(known), new Uint8Array([2]), true);
}

const methods = {
  generateKeys(encoding) {
    const state = this[kState];
    state.privateKey ??= system.private_number(state.prime);
    state.publicKey = system.power(state.generator, state.privateKey, state.prime, false);
    return encode(copy(state.publicKey), encoding);
  },
  computeSecret(key, inEncoding, outEncoding) {
    const other = trimmed(getBytes(key, 'key', inEncoding));
    const state = this[kState];
    const { prime } = state;
    if (other.length === 0 || (other.length === 1 && other[0] <= 1)) throw tooSmall('Supplied key is too small');
    if (other.length > trimmed(prime).length) throw tooSmall('Supplied key is too large');
    if (state.privateKey === undefined) throw invalidKey();
    return encode(system.power(other, state.privateKey, prime, true), outEncoding);
  },
  getPrime(encoding) { return encode(copy(this[kState].prime), encoding); },
  getGenerator(encoding) { return encode(copy(this[kState].generator), encoding); },
  getPublicKey(encoding) {
    const { publicKey } = this[kState];
    if (publicKey === undefined) throw invalidKeytype('No public key - did you forget to generate one?');
    return encode(copy(publicKey), encoding);
  },
  getPrivateKey(encoding) {
    const { privateKey } = this[kState];
    if (privateKey === undefined) throw invalidKeytype('No private key - did you forget to generate one?');
    return encode(copy(privateKey), encoding);
  },
};

function invalidKeytype(message) {
  const error = new Error(message);
  error.code = 'ERR_CRYPTO_INVALID_STATE';
  return error;
}

function invalidKey() {
  const error = new RangeError('Supplied key is invalid');
  error.code = 'ERR_CRYPTO_INVALID_KEYTYPE';
  return error;
}

function tooSmall(message) {
  const error = new RangeError(message);
  error.code = 'ERR_CRYPTO_INVALID_KEYLEN';
  return error;
}

for (const name in methods) DiffieHellman.prototype[name] = DiffieHellmanGroup.prototype[name] = methods[name];

DiffieHellman.prototype.setPublicKey = function setPublicKey(key, encoding) {
  this[kState].publicKey = new Uint8Array(getBytes(key, 'key', encoding));
  return this;
};

DiffieHellman.prototype.setPrivateKey = function setPrivateKey(key, encoding) {
  this[kState].privateKey = new Uint8Array(getBytes(key, 'key', encoding));
  return this;
};

// ---- ECDH ----

function pointForm(format) {
  if (!format || format === 'uncompressed') return 'uncompressed';
  if (format !== 'compressed' && format !== 'hybrid') throw new ERR_CRYPTO_ECDH_INVALID_FORMAT(format);
  return format;
}

function ECDH(curve) {
  if (!(this instanceof ECDH)) return new ECDH(curve);
  validateString(curve, 'curve');
  if (!isCurve(curve)) throw new ERR_CRYPTO_INVALID_CURVE();
  this[kState] = { curve, privateKey: undefined, publicKey: undefined, isSet: false };
}

// Whether the public key belongs to the private key: both can be set.
function fits(state) {
  if (state.isSet) {
    const own = system.ec_public(state.curve, state.privateKey, 'uncompressed');
    if (!binding('crypto/hash').timing_safe_equal(own, state.publicKey)) return false;
    state.isSet = false;
  }
  return true;
}

ECDH.prototype.computeSecret = function computeSecret(key, inEncoding, outEncoding) {
  key = getBytes(key, 'key', inEncoding);
  const { curve, privateKey, publicKey } = this[kState];
  if (privateKey === undefined || publicKey === undefined || !fits(this[kState])) throw new ERR_CRYPTO_INVALID_KEYPAIR();
  const secret = key.length === 0 ? key : system.ec_shared(curve, privateKey, key);
  if (secret.length === 0) throw new ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY();
  return encode(secret, outEncoding);
};

ECDH.prototype.setPrivateKey = function setPrivateKey(key, encoding) {
  const state = this[kState];
  const bytes = new Uint8Array(getBytes(key, 'key', encoding));
  const publicKey = system.ec_public(state.curve, bytes, 'uncompressed');
  state.privateKey = trimmed(bytes);
  state.publicKey = publicKey;
  return this;
};

ECDH.prototype.setPublicKey = deprecate(function setPublicKey(key, encoding) {
  const state = this[kState];
  const bytes = getBytes(key, 'key', encoding);
  const point = bytes.length === 0 ? bytes : system.ec_convert(state.curve, bytes, 'uncompressed');
  if (point.length === 0) throw new ERR_CRYPTO_OPERATION_FAILED('Failed to convert Buffer to EC_POINT');
  state.publicKey = point;
  state.isSet = true;
  return this;
}, 'ecdh.setPublicKey() is deprecated.', 'DEP0031');

ECDH.prototype.getPrivateKey = function getPrivateKey(encoding) {
  const { privateKey } = this[kState];
  if (privateKey === undefined) throw new ERR_CRYPTO_OPERATION_FAILED('Failed to get ECDH private key');
  return encode(copy(privateKey), encoding);
};

ECDH.prototype.generateKeys = function generateKeys(encoding, format) {
  const state = this[kState];
  state.privateKey = trimmed(system.ec_private(state.curve));
  state.publicKey = system.ec_public(state.curve, state.privateKey, 'uncompressed');
  return this.getPublicKey(encoding, format);
};

ECDH.prototype.getPublicKey = function getPublicKey(encoding, format) {
  const form = pointForm(format);
  const { curve, publicKey } = this[kState];
  if (publicKey === undefined) throw new ERR_CRYPTO_OPERATION_FAILED('Failed to get ECDH public key');
  return encode(system.ec_convert(curve, publicKey, form), encoding);
};

ECDH.convertKey = function convertKey(key, curve, inEncoding, outEncoding, format) {
  validateString(curve, 'curve');
  key = getBytes(key, 'key', inEncoding);
  const form = pointForm(format);
  if (key.length === 0) return encode(new Uint8Array(0), outEncoding);
  if (!isCurve(curve)) throw new ERR_CRYPTO_INVALID_CURVE();
  const point = system.ec_convert(curve, key, form);
  if (point.length === 0) throw new ERR_CRYPTO_OPERATION_FAILED('Failed to convert Buffer to EC_POINT');
  return encode(point, outEncoding);
};

// ---- with KeyObjects ----

const agreeing = new SafeSet(['dh', 'ec', 'x448', 'x25519']);

function diffieHellman(options, callback) {
  validateObject(options, 'options');
  if (callback !== undefined) validateFunction(callback, 'callback');
  const { privateKey, publicKey } = options;
  if (privateKey === undefined) throw new ERR_INVALID_ARG_VALUE('options.privateKey', privateKey);
  if (publicKey === undefined) throw new ERR_INVALID_ARG_VALUE('options.publicKey', publicKey);
  if (isKeyObject(privateKey) && isKeyObject(publicKey)) {
    const own = materialOf(privateKey);
    const other = materialOf(publicKey);
    if (own.type === 'private' && other.type !== 'secret' &&
        (own.asymmetricKeyType !== other.asymmetricKeyType || !agreeing.has(own.asymmetricKeyType))) {
      throw new ERR_CRYPTO_INCOMPATIBLE_KEY('key types for Diffie-Hellman', `${own.asymmetricKeyType} and ${other.asymmetricKeyType}`);
    }
  }
  const theirs = readPublicOrPrivate(publicKey, 'options.publicKey').publicHalf;
  const ours = readPrivate(privateKey, 'options.privateKey');
  if (callback === undefined) return encode(system.stateless(ours.bytes, theirs.bytes));
  system.async.stateless(function(error, secret) {
    if (error) FunctionPrototypeCall(callback, this, error);
    else FunctionPrototypeCall(callback, this, null, encode(secret));
  }, ours.bytes, theirs.bytes);
}

function createDiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
  return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
}

function createDiffieHellmanGroup(name) {
  return new DiffieHellmanGroup(name);
}

function createECDH(curve) {
  return new ECDH(curve);
}

module.exports = {
  DiffieHellman, DiffieHellmanGroup, ECDH, createDiffieHellman, createDiffieHellmanGroup, createECDH, diffieHellman,
  getDiffieHellman: createDiffieHellmanGroup, isGroup,
};
