'use strict';

// The options for writing and reading keys: `format`, `type`, `cipher` and `passphrase`.

const { ArrayPrototypeIncludes, SafeSet } = primordials;
const { Buffer } = require('buffer');
const { codes: { ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateObject, validateOneOf } = require('internal/validators');
const { getBytes } = require('internal/crypto/bytes');
const { isBytes } = require('internal/crypto/keys');

const system = () => binding('crypto/keys');
const jwks = () => binding('crypto/jwk');

const optionName = (name, prefix) => `${prefix ?? 'options'}.${name}`;
const formats = new SafeSet(['pem', 'der', 'jwk', 'raw-public', 'raw-private', 'raw-seed']);

function readType(type, required, keyType, isPublic, name) {
  if (type === undefined && !required) return undefined;
  if (type === 'pkcs1') {
    if (keyType !== undefined && keyType !== 'rsa') throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'can only be used for RSA keys');
    return type;
  }
  if ((type === 'spki' && isPublic !== false) || (type === 'pkcs8' && isPublic !== true)) return type;
  if (type === 'sec1' && isPublic !== true) {
    if (keyType !== undefined && keyType !== 'ec') throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'can only be used for EC keys');
    return type;
  }
  throw new ERR_INVALID_ARG_VALUE(name, type);
}

// `keyType` is the type of the key to write, and undefined for reading.
function readFormat(encoding, keyType, isPublic, prefix) {
  const { type } = encoding;
  const isInput = keyType === undefined;
  let { format } = encoding;
  if (format === undefined && isInput) format = 'pem';
  else if (!formats.has(format)) throw new ERR_INVALID_ARG_VALUE(optionName('format', prefix), format);
  if (format === 'raw-public') {
    if (isPublic === false) throw new ERR_INVALID_ARG_VALUE(optionName('format', prefix), format);
    if (type !== undefined && type !== 'uncompressed' && type !== 'compressed') {
      throw new ERR_INVALID_ARG_VALUE(optionName('type', prefix), type);
    }
    return { format, type: type ?? 'uncompressed' };
  }
  if (format === 'raw-private' || format === 'raw-seed') {
    if (isPublic === true) throw new ERR_INVALID_ARG_VALUE(optionName('format', prefix), format);
    if (type !== undefined) throw new ERR_INVALID_ARG_VALUE(optionName('type', prefix), type);
    return { format };
  }
  const required = (!isInput || format === 'der') && format !== 'jwk';
  return { format, type: readType(type, required, keyType, isPublic, optionName('type', prefix)) };
}

function readEncoding(encoding, keyType, isPublic, prefix) {
  validateObject(encoding, 'options');
  const isInput = keyType === undefined;
  const { format, type } = readFormat(encoding, keyType, isPublic, prefix);
  if (isPublic === true) return { format, type };
  const { cipher } = encoding;
  let { passphrase } = encoding;
  if (format === 'raw-private' || format === 'raw-seed') {
    if (cipher != null || passphrase !== undefined) {
      throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('raw format', 'does not support encryption');
    }
    return { format, type };
  }
  if (!isInput) {
    if (cipher != null) {
      if (typeof cipher !== 'string') throw new ERR_INVALID_ARG_VALUE(optionName('cipher', prefix), cipher);
      if (format === 'der' && (type === 'pkcs1' || type === 'sec1')) {
        throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'does not support encryption');
      }
    } else if (passphrase !== undefined) {
      throw new ERR_INVALID_ARG_VALUE(optionName('cipher', prefix), cipher);
    }
  }
  if (isInput ? passphrase !== undefined && !isBytes(passphrase) : cipher != null && !isBytes(passphrase)) {
    throw new ERR_INVALID_ARG_VALUE(optionName('passphrase', prefix), passphrase);
  }
  if (passphrase !== undefined) passphrase = getBytes(passphrase, 'key.passphrase', encoding.encoding);
  return { format, type, cipher: cipher ?? undefined, passphrase };
}

const readPublicEncoding = (encoding, keyType, prefix) => readEncoding(encoding, keyType, keyType ? true : undefined, prefix);
const readPrivateEncoding = (encoding, keyType, prefix) => readEncoding(encoding, keyType, false, prefix);

const written = (bytes, format) => {
  const buffer = Buffer.from(bytes);
  return format === 'pem' ? buffer.latin1Slice(0, buffer.length) : buffer;
};

function writePublic(material, { format, type }) {
  if (format === 'jwk') return jwks().export_jwk(false, material.bytes);
  if (format === 'raw-public') return Buffer.from(jwks().raw_public(material.bytes, type === 'compressed'));
  return written(system().export_public(material.bytes, format, type), format);
}

function writePrivate(material, { format, type, cipher, passphrase }) {
  if (format === 'jwk') return jwks().export_jwk(true, material.bytes);
  if (format === 'raw-private' || format === 'raw-seed') return Buffer.from(jwks().raw_private(material.bytes));
  if (cipher === undefined) return written(system().export_private(material.bytes, format, type), format);
  return written(system().export_private(material.bytes, format, type, cipher, passphrase), format);
}

// The raw forms of each type of key.
const points = ['raw-public', 'raw-private'];
const seeds = ['raw-public', 'raw-seed'];
const rawForms = {
  '__proto__': null, 'rsa': [], 'rsa-pss': [], 'dsa': [], 'dh': [], 'ec': points, 'ed25519': points, 'ed448': points,
  'x25519': points, 'x448': points,
  'ml-dsa-44': seeds, 'ml-dsa-65': seeds, 'ml-dsa-87': seeds, 'ml-kem-512': seeds, 'ml-kem-768': seeds, 'ml-kem-1024': seeds,
  'slh-dsa-sha2-128f': points, 'slh-dsa-sha2-128s': points, 'slh-dsa-sha2-192f': points, 'slh-dsa-sha2-192s': points,
  'slh-dsa-sha2-256f': points, 'slh-dsa-sha2-256s': points, 'slh-dsa-shake-128f': points, 'slh-dsa-shake-128s': points,
  'slh-dsa-shake-192f': points, 'slh-dsa-shake-192s': points, 'slh-dsa-shake-256f': points, 'slh-dsa-shake-256s': points,
};

function checkRaw({ asymmetricKeyType }, format) {
  if (!ArrayPrototypeIncludes(rawForms[asymmetricKeyType], format)) throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS();
}

function exportPublic(material, options) {
  if (options?.format === 'raw-public') {
    checkRaw(material, 'raw-public');
    if (material.asymmetricKeyType === 'ec') validateOneOf(options.type ?? 'uncompressed', 'options.type', ['compressed', 'uncompressed']);
    return writePublic(material, options);
  }
  if (options?.format === 'jwk') return writePublic(material, { format: 'jwk' });
  return writePublic(material, readPublicEncoding(options, material.asymmetricKeyType));
}

function exportPrivate(material, options) {
  const format = options?.format;
  if (format === 'raw-private' || format === 'raw-seed') {
    checkRaw(material, format);
    readPrivateEncoding({ ...options, type: undefined }, material.asymmetricKeyType);
    return writePrivate(material, { format });
  }
  if (options?.format === 'jwk') return writePrivate(material, { format: 'jwk' });
  return writePrivate(material, readPrivateEncoding(options, material.asymmetricKeyType));
}

module.exports = {
  exportPrivate, exportPublic, rawForms, readEncoding, readPrivateEncoding, readPublicEncoding, writePrivate, writePublic,
};
