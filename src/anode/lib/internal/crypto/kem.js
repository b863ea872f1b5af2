'use strict';

// Key encapsulation.

const { FunctionPrototypeCall, TypedArrayPrototypeSubarray } = primordials;
const { Buffer } = require('buffer');
const { validateFunction } = require('internal/validators');
const { getBytes } = require('internal/crypto/bytes');
const { readPrivate, readPublicOrPrivate } = require('internal/crypto/key_input');

const SECRET = 32;

function finish(callback, made) {
  return function(error, bytes) {
    if (error) FunctionPrototypeCall(callback, this, error);
    else FunctionPrototypeCall(callback, this, null, made(bytes));
  };
}

const pair = (bytes) => ({
  sharedKey: Buffer.from(TypedArrayPrototypeSubarray(bytes, 0, SECRET)),
  ciphertext: Buffer.from(TypedArrayPrototypeSubarray(bytes, SECRET)),
});

function encapsulate(key, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  const { bytes } = readPublicOrPrivate(key).publicHalf;
  if (callback === undefined) return pair(binding('crypto_kem').encapsulate(bytes));
  binding('crypto_kem').async.encapsulate(finish(callback, pair), bytes);
}

function decapsulate(key, ciphertext, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  const { bytes } = readPrivate(key);
  ciphertext = getBytes(ciphertext, 'ciphertext');
  if (callback === undefined) return Buffer.from(binding('crypto_kem').decapsulate(bytes, ciphertext));
  binding('crypto_kem').async.decapsulate(finish(callback, (secret) => Buffer.from(secret)), bytes, ciphertext);
}

module.exports = { decapsulate, encapsulate };
