'use strict';

// KeyObject and its subclasses, and secret keys in all accepted forms.

const { ArrayPrototypeSlice, ObjectDefineProperty, ObjectSetPrototypeOf, SymbolToStringTag, Uint8Array } = primordials;
const { Buffer } = require('buffer');
const {
  codes: {
    ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
    ERR_INVALID_THIS,
  },
} = require('internal/errors');
const { validateObject, validateOneOf } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');
const { getBytes } = require('internal/crypto/bytes');
const { KeyMaterial } = require('internal/crypto/key_material');

let materialOf;
let hasMaterial;

class KeyObject {
  #material;

  constructor(type, handle) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') throw new ERR_INVALID_ARG_VALUE('type', type);
    if (typeof handle !== 'object' || !(handle instanceof KeyMaterial)) throw new ERR_INVALID_ARG_TYPE('handle', 'object', handle);
    this.#material = handle;
    markTransferMode(this, true, false);
  }

  [kClone]() {
    const { type, bytes } = materialOf(this);
    return { data: { type, bytes }, deserializeInfo: 'internal/crypto/keys:ClonedKey' };
  }

  get type() {
    return materialOf(this).type;
  }

  toCryptoKey(algorithm, extractable, keyUsages) {
    const { importMaterial } = require('internal/crypto/subtle/import_export');
    return importMaterial(materialOf(this), algorithm, extractable, keyUsages);
  }

  static from(key) {
    const { isCryptoKey, materialOfCryptoKey } = require('internal/crypto/crypto_key');
    if (!isCryptoKey(key)) throw new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
    return keyObjectOf(materialOfCryptoKey(key));
  }

  equals(otherKeyObject) {
    if (!isKeyObject(otherKeyObject)) throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', otherKeyObject);
    const own = materialOf(this);
    const other = materialOf(otherKeyObject);
    return own.type === other.type && own.equals(other);
  }

  static {
    materialOf = (key) => {
      if (key === null || typeof key !== 'object' || !(#material in key)) throw new ERR_INVALID_THIS('KeyObject');
      return key.#material;
    };
    hasMaterial = (key) => #material in key;
  }
}
ObjectDefineProperty(KeyObject.prototype, SymbolToStringTag, { __proto__: null, configurable: true, value: 'KeyObject' });

const copyOf = (bytes) => Buffer.from(bytes);

class SecretKeyObject extends KeyObject {
  constructor(handle) {
    super('secret', handle);
  }

  get symmetricKeySize() {
    const material = materialOf(this);
    if (material.type !== 'secret') throw new ERR_INVALID_THIS('SecretKeyObject');
    return material.size;
  }

  export(options) {
    const { bytes } = materialOf(this);
    if (options !== undefined) {
      validateObject(options, 'options');
      validateOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') return { kty: 'oct', k: copyOf(bytes).toString('base64url') };
    }
    return copyOf(bytes);
  }
}

function asymmetric(key) {
  const material = materialOf(key);
  if (material.type === 'secret') throw new ERR_INVALID_THIS('AsymmetricKeyObject');
  return material;
}

class AsymmetricKeyObject extends KeyObject {
  get asymmetricKeyType() {
    return asymmetric(this).asymmetricKeyType;
  }

  get asymmetricKeyDetails() {
    return { ...asymmetric(this).details };
  }
}

class PublicKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('public', handle);
  }

  export(options) {
    const { exportPublic } = require('internal/crypto/key_encoding');
    return exportPublic(materialOf(this), options);
  }
}

class PrivateKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('private', handle);
  }

  export(options) {
    if (options?.passphrase !== undefined && options.format !== 'pem' && options.format !== 'der') {
      throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(options.format, 'does not support encryption');
    }
    const { exportPrivate } = require('internal/crypto/key_encoding');
    return exportPrivate(materialOf(this), options);
  }
}

// The receiver of a sent key constructs a ClonedKey: an empty key, which then gets its material.
class Empty {
  constructor(object) {
    return object;
  }
}
class ClonedKey extends Empty {
  constructor() {
    super(new SecretKeyObject(new KeyMaterial('secret', new Uint8Array(0))));
  }

  static {
    const deserialize = function({ type, bytes }) {
      const material = materialOf(this);
      material.type = type;
      material.bytes = bytes;
      const Class = type === 'secret' ? SecretKeyObject : type === 'public' ? PublicKeyObject : PrivateKeyObject;
      ObjectSetPrototypeOf(this, Class.prototype);
    };
    ObjectDefineProperty(KeyObject.prototype, kDeserialize, { __proto__: null, value: deserialize, configurable: true });
  }
}

const isKeyObject = (value) => value !== null && typeof value === 'object' && hasMaterial(value);

function keyObjectOf(material) {
  switch (material.type) {
    case 'secret': return new SecretKeyObject(material);
    case 'public': return new PublicKeyObject(material);
    default: return new PrivateKeyObject(material);
  }
}

// The material of a KeyObject or a CryptoKey; undefined for other values.
function materialIn(key) {
  if (isKeyObject(key)) return materialOf(key);
  if (key === null || typeof key !== 'object') return undefined;
  const { isCryptoKey, materialOfCryptoKey } = require('internal/crypto/crypto_key');
  return isCryptoKey(key) ? materialOfCryptoKey(key) : undefined;
}

const FORMS = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string', 'KeyObject', 'CryptoKey'];

const isBytes = (value) => typeof value === 'string' || isArrayBufferView(value) || isAnyArrayBuffer(value);

// The bytes of a secret key in any form.
function getSecretBytes(key, encoding, bytesOnly = false) {
  const material = bytesOnly ? undefined : materialIn(key);
  if (material !== undefined) {
    if (material.type !== 'secret') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(material.type, 'secret');
    return material.bytes;
  }
  if (!isBytes(key)) throw new ERR_INVALID_ARG_TYPE('key', bytesOnly ? ArrayPrototypeSlice(FORMS, 0, 4) : FORMS, key);
  return getBytes(key, 'key', encoding);
}

function createSecretKey(key, encoding) {
  const bytes = getSecretBytes(key, encoding, true);
  return new SecretKeyObject(new KeyMaterial('secret', new Uint8Array(bytes)));
}

module.exports = {
  ClonedKey, FORMS, KeyObject, PrivateKeyObject, PublicKeyObject, SecretKeyObject, createSecretKey, getSecretBytes, isBytes,
  isKeyObject, keyObjectOf, materialIn, materialOf,
};
