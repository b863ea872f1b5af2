'use strict';

// generateKeyPair and generateKey.

const {
  DataView, DataViewPrototypeGetUint32, FunctionPrototypeCall, ObjectDefineProperty, SafeSet, TypedArrayPrototypeSubarray,
  Uint8Array, Uint8ArrayPrototypeToHex,
} = primordials;
const {
  codes: {
    ERR_CRYPTO_INVALID_CURVE, ERR_CRYPTO_INVALID_DIGEST, ERR_CRYPTO_UNKNOWN_DH_GROUP, ERR_INCOMPATIBLE_OPTION_PAIR, ERR_INVALID_ARG_VALUE,
    ERR_MISSING_OPTION,
  },
} = require('internal/errors');
const {
  validateBuffer, validateFunction, validateInt32, validateInteger, validateObject, validateOneOf, validateString, validateUint32,
} = require('internal/validators');
const { customPromisifyArgs } = require('internal/util/promisify');
const { kEmptyObject } = require('internal/util/frozen');
const { viewOf } = require('internal/crypto/bytes');
const { findHash } = require('internal/crypto/hash_names');
const { KeyMaterial } = require('internal/crypto/key_material');
const { keyObjectOf } = require('internal/crypto/keys');
const { readPrivateEncoding, readPublicEncoding, writePrivate, writePublic } = require('internal/crypto/key_encoding');

const system = binding('crypto/keygen');

const simple = new SafeSet([
  'ed25519', 'ed448', 'x25519', 'x448', 'ml-dsa-44', 'ml-dsa-65', 'ml-dsa-87', 'ml-kem-512', 'ml-kem-768', 'ml-kem-1024',
  'slh-dsa-sha2-128f', 'slh-dsa-sha2-128s', 'slh-dsa-sha2-192f', 'slh-dsa-sha2-192s', 'slh-dsa-sha2-256f', 'slh-dsa-sha2-256s',
  'slh-dsa-shake-128f', 'slh-dsa-shake-128s', 'slh-dsa-shake-192f', 'slh-dsa-shake-192s', 'slh-dsa-shake-256f', 'slh-dsa-shake-256s',
]);

function readEncodings(type, options = kEmptyObject) {
  const { publicKeyEncoding, privateKeyEncoding } = options;
  const encodings = { __proto__: null, publicEncoding: undefined, privateEncoding: undefined };
  if (publicKeyEncoding !== undefined && publicKeyEncoding !== null) {
    if (typeof publicKeyEncoding !== 'object') throw new ERR_INVALID_ARG_VALUE('options.publicKeyEncoding', publicKeyEncoding);
    encodings.publicEncoding = readPublicEncoding(publicKeyEncoding, type, 'options.publicKeyEncoding');
  }
  if (privateKeyEncoding !== undefined && privateKeyEncoding !== null) {
    if (typeof privateKeyEncoding !== 'object') throw new ERR_INVALID_ARG_VALUE('options.privateKeyEncoding', privateKeyEncoding);
    encodings.privateEncoding = readPrivateEncoding(privateKeyEncoding, type, 'options.privateKeyEncoding');
  }
  return encodings;
}

function deprecatedHash(options, name, newName) {
  const value = options[name];
  if (value === undefined) return options[newName];
  process.emitWarning(`"options.${name}" is deprecated, use "options.${newName}" instead.`, 'DeprecationWarning', 'DEP0154');
  validateString(value, `options.${name}`);
  if (options[newName] && value !== options[newName]) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value);
  return value;
}

function checkDigest(name, what) {
  if (name === undefined) return undefined;
  const found = findHash(name);
  if (found === undefined) {
    const error = new ERR_CRYPTO_INVALID_DIGEST(name);
    if (what !== 'digest') error.message = `Invalid ${what}: ${name}`;
    throw error;
  }
  return found.name;
}

function pssParameters(options) {
  const { hashAlgorithm, mgf1HashAlgorithm, saltLength } = options;
  if (saltLength !== undefined) validateInt32(saltLength, 'options.saltLength', 0);
  if (hashAlgorithm !== undefined) validateString(hashAlgorithm, 'options.hashAlgorithm');
  if (mgf1HashAlgorithm !== undefined) validateString(mgf1HashAlgorithm, 'options.mgf1HashAlgorithm');
  const hash = deprecatedHash(options, 'hash', 'hashAlgorithm');
  const mgf1 = deprecatedHash(options, 'mgf1Hash', 'mgf1HashAlgorithm');
  return { hashAlgorithm: checkDigest(hash, 'digest'), mgf1HashAlgorithm: checkDigest(mgf1, 'MGF1 digest'), saltLength };
}

function rsaParameters(type, options) {
  validateObject(options, 'options');
  const { modulusLength } = options;
  validateUint32(modulusLength, 'options.modulusLength');
  const publicExponent = options.publicExponent ?? 0x10001;
  validateUint32(publicExponent, 'options.publicExponent');
  const parameters = { modulusLength: modulusLength + 0, publicExponent: publicExponent + 0 };
  return type === 'rsa' ? parameters : { ...parameters, ...pssParameters(options) };
}

function dhParameters(options) {
  validateObject(options, 'options');
  const { group, prime, primeLength, generator } = options;
  if (group !== undefined && group !== null) {
    if (prime != null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('group', 'prime');
    if (primeLength != null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('group', 'primeLength');
    if (generator != null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('group', 'generator');
    validateString(group, 'options.group');
    if (!require('internal/crypto/diffie_hellman').isGroup(group)) throw new ERR_CRYPTO_UNKNOWN_DH_GROUP();
    return { group };
  }
  if (prime !== undefined && prime !== null) {
    if (primeLength != null) throw new ERR_INCOMPATIBLE_OPTION_PAIR('prime', 'primeLength');
    validateBuffer(prime, 'options.prime');
  } else if (primeLength !== undefined && primeLength !== null) {
    validateInt32(primeLength, 'options.primeLength', 0);
  } else {
    throw new ERR_MISSING_OPTION('At least one of the group, prime, or primeLength options');
  }
  if (generator !== undefined && generator !== null) validateInt32(generator, 'options.generator', 0);
  return {
    prime: prime != null ? Uint8ArrayPrototypeToHex(viewOf(prime)) : undefined, primeLength: primeLength ?? undefined,
    generator: generator ?? 2,
  };
}

function ecParameters(options) {
  validateObject(options, 'options');
  const { namedCurve, paramEncoding } = options;
  validateString(namedCurve, 'options.namedCurve');
  if (paramEncoding != null && paramEncoding !== 'named' && paramEncoding !== 'explicit') {
    throw new ERR_INVALID_ARG_VALUE('options.paramEncoding', paramEncoding);
  }
  if (!require('internal/crypto/curves').isCurve(namedCurve)) throw new ERR_CRYPTO_INVALID_CURVE();
  return { namedCurve, explicit: paramEncoding === 'explicit' };
}

function parametersOf(type, options) {
  switch (type) {
    case 'rsa':
    case 'rsa-pss': return rsaParameters(type, options);
    case 'dsa': {
      validateObject(options, 'options');
      const { modulusLength, divisorLength } = options;
      validateUint32(modulusLength, 'options.modulusLength');
      if (divisorLength !== undefined && divisorLength !== null) validateInt32(divisorLength, 'options.divisorLength', 0);
      return { modulusLength: modulusLength + 0, divisorLength: divisorLength ?? undefined };
    }
    case 'ec': return ecParameters(options);
    case 'dh': return dhParameters(options);
    default:
      if (!simple.has(type)) throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
      return {};
  }
}

function prepare(type, options) {
  validateString(type, 'type');
  const { publicEncoding, privateEncoding } = readEncodings(type, options);
  if (options !== undefined) validateObject(options, 'options');
  const parameters = binding.encode(parametersOf(type, options));
  const finish = (answer) => {
    const length = DataViewPrototypeGetUint32(new DataView(answer.buffer, answer.byteOffset), 0);
    const publicKey = new KeyMaterial('public', new Uint8Array(TypedArrayPrototypeSubarray(answer, 4, 4 + length)));
    const privateKey = new KeyMaterial('private', new Uint8Array(TypedArrayPrototypeSubarray(answer, 4 + length)));
    return {
      publicKey: publicEncoding === undefined ? keyObjectOf(publicKey) : writePublic(publicKey, publicEncoding),
      privateKey: privateEncoding === undefined ? keyObjectOf(privateKey) : writePrivate(privateKey, privateEncoding),
    };
  };
  return { parameters, finish };
}

function generateKeyPair(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  const { parameters, finish } = prepare(type, options);
  system.async.generate(function(error, answer) {
    let pair;
    if (!error) {
      try {
        pair = finish(answer);
      } catch (failure) {
        error = failure;
      }
    }
    if (error) FunctionPrototypeCall(callback, this, error);
    else FunctionPrototypeCall(callback, this, null, pair.publicKey, pair.privateKey);
  }, type, parameters);
}
ObjectDefineProperty(generateKeyPair, customPromisifyArgs, { __proto__: null, value: ['publicKey', 'privateKey'], enumerable: false });

function generateKeyPairSync(type, options) {
  const { parameters, finish } = prepare(type, options);
  return finish(system.generate(type, parameters));
}

// ---- secret keys ----

function secretBytes(type, options) {
  validateString(type, 'type');
  validateObject(options, 'options');
  const { length } = options;
  if (type === 'hmac') validateInteger(length, 'options.length', 8, 2 ** 31 - 1);
  else if (type === 'aes') validateOneOf(length, 'options.length', [128, 192, 256]);
  else throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  return length >> 3;
}

const secretKey = (bytes) => keyObjectOf(new KeyMaterial('secret', new Uint8Array(bytes)));

function generateKey(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  binding.nextIs('KEYGENREQUEST');
  binding('crypto/random').async.random_bytes(function(error, bytes) {
    if (error) FunctionPrototypeCall(callback, this, error);
    else FunctionPrototypeCall(callback, this, null, secretKey(bytes));
  }, secretBytes(type, options));
}

function generateKeySync(type, options) {
  return secretKey(binding('crypto/random').random_bytes(secretBytes(type, options)));
}

module.exports = { generateKey, generateKeyPair, generateKeyPairSync, generateKeySync };
