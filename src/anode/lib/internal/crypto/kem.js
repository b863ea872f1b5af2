'use strict';

// Key encapsulation.

const { Error, FunctionPrototypeCall, TypedArrayPrototypeSubarray } = primordials;
const { Buffer } = require('buffer');
const { validateFunction } = require('internal/validators');
const { getBytes } = require('internal/crypto/bytes');
const { readPrivate, readPublicOrPrivate } = require('internal/crypto/key_input');

function finish(callback, made) {
  return function(error, bytes) {
    if (error) {
      FunctionPrototypeCall(callback, this, new Error('Deriving bits failed'));
    } else {
      FunctionPrototypeCall(callback, this, null, made(bytes));
    }
  };
}

// The length of the secret comes first, in two bytes.
function pair(bytes) {
  const end = 2 + (bytes[0] << 8 | bytes[1]);
  return {
    sharedKey: Buffer.from(TypedArrayPrototypeSubarray(bytes, 2, end)),
    ciphertext: Buffer.from(TypedArrayPrototypeSubarray(bytes, end)),
  };
}

function encapsulate(key, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  const { bytes } = readPublicOrPrivate(key).publicHalf;
  if (callback === undefined) return pair(binding('crypto/kem').encapsulate(bytes));
  binding('crypto/kem').async.encapsulate(finish(callback, pair), bytes);
}

function decapsulate(key, ciphertext, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  const { bytes } = readPrivate(key);
  ciphertext = getBytes(ciphertext, 'ciphertext');
  if (callback === undefined) return Buffer.from(binding('crypto/kem').decapsulate(bytes, ciphertext));
  binding('crypto/kem').async.decapsulate(finish(callback, (secret) => Buffer.from(secret)), bytes, ciphertext);
}

module.exports = { decapsulate, encapsulate, pair };
