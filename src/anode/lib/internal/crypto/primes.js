'use strict';

// Prime numbers: generatePrime and checkPrime.

const { BigInt, BigIntPrototypeToString, StringPrototypePadStart, Uint8ArrayPrototypeToHex } = primordials;
const { Buffer } = require('buffer');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateBoolean, validateFunction, validateInt32, validateObject } = require('internal/validators');
const { kEmptyObject } = require('internal/util/frozen');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { opensslError } = require('internal/crypto/openssl_error');
const { viewOf } = require('internal/crypto/bytes');

const system = binding('crypto/random');
const FORMS = ['ArrayBuffer', 'TypedArray', 'Buffer', 'DataView', 'bigint'];

function toBytes(value, name) {
  if (typeof value === 'bigint') {
    if (value < 0) throw new ERR_OUT_OF_RANGE(name, '>= 0', value);
    const hex = BigIntPrototypeToString(value, 16);
    return viewOf(Buffer.from(StringPrototypePadStart(hex, hex.length + (hex.length % 2), '0'), 'hex'));
  }
  if (!isAnyArrayBuffer(value) && !isArrayBufferView(value)) throw new ERR_INVALID_ARG_TYPE(name, FORMS, value);
  return viewOf(value);
}

const toHex = (value, name) => (value === undefined ? undefined : Uint8ArrayPrototypeToHex(toBytes(value, name)) || '0');

function readOptions(options) {
  validateObject(options, 'options');
  const { safe = false, bigint = false, add, rem } = options;
  validateBoolean(safe, 'options.safe');
  validateBoolean(bigint, 'options.bigint');
  const finish = bigint ? (bytes) => BigInt(`0x${Uint8ArrayPrototypeToHex(bytes)}`) : (bytes) => bytes.buffer;
  return { safe, add: toHex(add, 'options.add'), rem: toHex(rem, 'options.rem'), finish };
}

function generatePrime(size, options, callback) {
  validateInt32(size, 'size', 1);
  if (typeof options === 'function') {
    callback = options;
    options = kEmptyObject;
  }
  validateFunction(callback, 'callback');
  const { safe, add, rem, finish } = readOptions(options);
  system.async.generate_prime((error, bytes) => {
    if (error) callback(error);
    else callback(undefined, finish(bytes));
  }, size, safe, add, rem);
}

function generatePrimeSync(size, options = kEmptyObject) {
  validateInt32(size, 'size', 1);
  const { safe, add, rem, finish } = readOptions(options);
  return finish(system.generate_prime(size, safe, add, rem));
}

// The limit of OpenSSL's numbers.
function checkSize(bytes) {
  if (bytes.length >= 2 ** 26) throw opensslError('01800072', 'bignum routines', 'bignum too long', 'BN_BIGNUM_TOO_LONG');
  return bytes;
}

function checksOf(options) {
  validateObject(options, 'options');
  const { checks = 0 } = options;
  validateInt32(checks, 'options.checks', 0);
  return checks + 0;
}

function checkPrime(candidate, options = kEmptyObject, callback) {
  const bytes = toBytes(candidate, 'candidate');
  if (typeof options === 'function') {
    callback = options;
    options = kEmptyObject;
  }
  validateFunction(callback, 'callback');
  system.async.check_prime((error, result) => (error ? callback(error) : callback(undefined, result)), checkSize(bytes), checksOf(options));
}

function checkPrimeSync(candidate, options = kEmptyObject) {
  return system.check_prime(checkSize(toBytes(candidate, 'candidate')), checksOf(options));
}

module.exports = { checkPrime, checkPrimeSync, generatePrime, generatePrimeSync };
