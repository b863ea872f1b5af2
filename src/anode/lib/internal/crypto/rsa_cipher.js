'use strict';

// Encryption with RSA keys: publicEncrypt, privateDecrypt, privateEncrypt, publicDecrypt.

const { Buffer } = require('buffer');
const { validateString } = require('internal/validators');
const { getBytes } = require('internal/crypto/bytes');
const { RSA_PKCS1_OAEP_PADDING, RSA_PKCS1_PADDING } = require('internal/crypto/constants');
const { findHash } = require('internal/crypto/hash_names');
const { invalidDigest } = require('internal/crypto/openssl_error');
const { readPrivate, readPublicOrPrivate } = require('internal/crypto/key_input');

const system = binding('crypto/sign');

function operation(op, isPrivate, defaultPadding) {
  const readKey = isPrivate ? (key) => readPrivate(key, 'privateKey') : (key) => readPublicOrPrivate(key).publicHalf;
  return (key, buffer) => {
    if (key === null || key === undefined) readKey(key);
    const padding = key.padding || defaultPadding;
    const { oaepHash, encoding } = key;
    let { oaepLabel } = key;
    if (oaepHash !== undefined) validateString(oaepHash, 'key.oaepHash');
    if (oaepLabel !== undefined) oaepLabel = getBytes(oaepLabel, 'key.oaepLabel', encoding);
    buffer = getBytes(buffer, 'buffer', encoding);
    const hash = findHash(oaepHash ?? 'sha1');
    if (hash === undefined) throw invalidDigest();
    const material = readKey(key);
    const args = [material.bytes, buffer, padding];
    if (op === 'public_encrypt' || op === 'private_decrypt') {
      args[3] = hash.name;
      if (oaepLabel !== undefined && oaepLabel.length > 0) args[4] = oaepLabel;
    }
    const bytes = primordials.ReflectApply(system[op], undefined, args);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
}

module.exports = {
  privateDecrypt: operation('private_decrypt', true, RSA_PKCS1_OAEP_PADDING),
  privateEncrypt: operation('private_encrypt', true, RSA_PKCS1_PADDING),
  publicDecrypt: operation('public_decrypt', false, RSA_PKCS1_PADDING),
  publicEncrypt: operation('public_encrypt', false, RSA_PKCS1_OAEP_PADDING),
};
