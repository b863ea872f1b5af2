'use strict';

// createCipheriv and createDecipheriv. The order of calls is checked here; bindings/crypto/cipher/cipher.py does the rest.

const {
  Error, FunctionPrototypeCall, ObjectSetPrototypeOf, SafeFinalizationRegistry, Symbol, TypeError, TypedArrayPrototypeSubarray,
  Uint8Array,
} = primordials;
const { FastBuffer, asBuffer } = require('internal/buffer/pool');
const {
  codes: {
    ERR_CRYPTO_INVALID_AUTH_TAG, ERR_CRYPTO_INVALID_IV, ERR_CRYPTO_INVALID_KEYLEN, ERR_CRYPTO_INVALID_MESSAGELEN, ERR_CRYPTO_INVALID_STATE,
    ERR_CRYPTO_UNKNOWN_CIPHER, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors');
const { validateEncoding, validateString } = require('internal/validators');
const { getDeprecationWarningEmitter } = require('internal/util/deprecation');
const { normalizeEncoding } = require('internal/buffer/normalize_encoding');
const { isArrayBufferView } = require('internal/util/types');
const LazyTransform = require('internal/streams/lazy_transform');
const assert = require('internal/assert');
const { fromText, getBytes, viewOf } = require('internal/crypto/bytes');
const { findCipher, isLegacyCipher } = require('internal/crypto/cipher_names');
const { opensslError, unsupported } = require('internal/crypto/openssl_error');
const { getSecretBytes } = require('internal/crypto/keys');

const system = binding('crypto/cipher');
const kHandle = Symbol('kHandle');
const abandoned = new SafeFinalizationRegistry((number) => system.drop(number));
const warnOfShortTag = getDeprecationWarningEmitter(
  'DEP0182',
  'Using AES-GCM authentication tags of less than 128 bits without specifying the authTagLength option when initializing decryption ' +
  'is deprecated.', undefined, false);

const isGcmTagLength = (length) => length === 4 || length === 8 || (length >= 12 && length <= 16);

class CipherState {
  #cipher;
  #encrypt;
  #number = 0;
  #tagLength;
  #tag;
  #longest = Infinity;
  #updated = false;
  #mayLackTag = false;

  constructor(name, key, iv, tagLength, encrypt) {
    const cipher = findCipher(name);
    if (cipher === undefined) {
      if (!isLegacyCipher(name)) throw new ERR_CRYPTO_UNKNOWN_CIPHER();
      const error = unsupported();
      error.opensslErrorStack = ['error:0308010C:digital envelope routines::unsupported'];
      throw error;
    }
    this.#cipher = cipher;
    this.#encrypt = encrypt;
    this.#checkIv(cipher, iv);
    this.#tagLength = cipher.aead ? this.#checkTagLength(name, tagLength) : 0;
    if (cipher.mode === 'ccm') this.#longest = iv.length === 12 ? 16777215 : iv.length === 13 ? 65535 : 2147483647;
    if (key.length !== cipher.keyLength) throw new ERR_CRYPTO_INVALID_KEYLEN();
    this.#number = system.start(cipher.family, cipher.mode, key, iv ?? new Uint8Array(0), encrypt, this.#tagLength);
    abandoned.register(this, this.#number, this);
  }

  #checkIv({ mode, ivLength, aead, family }, iv) {
    if (iv === null) {
      if (ivLength !== 0) throw new ERR_CRYPTO_INVALID_IV();
      return;
    }
    const { length } = iv;
    const right = !aead ? length === ivLength : family === 'chacha20-poly1305' ? length > 0 && length <= 12 :
      mode === 'ccm' ? length >= 7 && length <= 13 : mode === 'ocb' ? length >= 1 && length <= 15 : length > 0;
    if (!right) throw new ERR_CRYPTO_INVALID_IV();
  }

  #checkTagLength(name, length) {
    const { mode, family } = this.#cipher;
    if (mode === 'gcm') {
      if (length !== -1 && !isGcmTagLength(length)) throw new ERR_CRYPTO_INVALID_AUTH_TAG(`Invalid authentication tag length: ${length}`);
      return length;
    }
    if (length === -1) {
      // ChaCha20-Poly1305 without `authTagLength` also decrypts without a tag.
      if (family === 'chacha20-poly1305') {
        this.#mayLackTag = true;
        return 16;
      }
      throw new ERR_CRYPTO_INVALID_AUTH_TAG(`authTagLength required for ${name}`);
    }
    const right = mode === 'ccm' ? length >= 4 && length <= 16 && length % 2 === 0 : length >= 1 && length <= 16;
    if (!right) throw new ERR_CRYPTO_INVALID_AUTH_TAG(`Invalid authentication tag length: ${length}`);
    return length;
  }

  update(data) {
    if (this.#number === 0) throw new Error('Trying to add data in unsupported state');
    if (data.length >= 2147483647) throw new Error('Trying to add data in unsupported state');
    if (data.length > this.#longest) throw new ERR_CRYPTO_INVALID_MESSAGELEN();
    if (this.#cipher.mode === 'ccm' && !this.#encrypt && this.#tag === undefined) {
      throw new Error('Trying to add data in unsupported state');
    }
    this.#updated = true;
    return asBuffer(system.update(this.#number, data));
  }

  final() {
    if (this.#number === 0) {
      throw nativeError(Error, 'Invalid state', 'ERR_CRYPTO_INVALID_STATE');
    }
    const { aead } = this.#cipher;
    if (this.#cipher.mode === 'ccm' && this.#encrypt && !this.#updated) {
      throw opensslError('1C800077', 'Provider routines', 'tag not set', 'TAG_NOT_SET');
    }
    const number = this.#number;
    this.#number = 0;
    abandoned.unregister(this);
    if (aead && !this.#encrypt && this.#tag === undefined && !this.#mayLackTag) {
      system.drop(number);
      throw new Error('Unsupported state or unable to authenticate data');
    }
    const last = asBuffer(system.final(number));
    if (!aead || !this.#encrypt) return last;
    const made = this.#cipher.mode === 'ccm' ? this.#tagLength : 16;
    const end = last.length - made;
    const wanted = this.#tagLength === -1 ? 16 : this.#tagLength;
    this.#tag = FastBuffer.from(TypedArrayPrototypeSubarray(last, end, end + wanted));
    return TypedArrayPrototypeSubarray(last, 0, end);
  }

  setAutoPadding(on) {
    if (this.#number === 0) return false;
    system.set_padding(this.#number, on);
    return true;
  }

  getAuthTag() {
    if (this.#number !== 0 || !this.#encrypt || this.#tag === undefined) return undefined;
    return asBuffer(new Uint8Array(this.#tag));
  }

  setAuthTag(tag) {
    if (this.#number === 0 || !this.#cipher.aead || this.#encrypt || this.#tag !== undefined) return false;
    const { length } = tag;
    const gcm = this.#cipher.mode === 'gcm';
    const right = gcm ? (this.#tagLength === -1 || this.#tagLength === length) && isGcmTagLength(length) : this.#tagLength === length;
    if (!right) throw new ERR_CRYPTO_INVALID_AUTH_TAG(`Invalid authentication tag length: ${length}`);
    if (gcm && this.#tagLength === -1 && length !== 16) warnOfShortTag();
    this.#tag = tag;
    system.set_tag(this.#number, tag);
    return true;
  }

  setAAD(data, plaintextLength) {
    if (this.#number === 0 || !this.#cipher.aead) return false;
    if (this.#cipher.mode === 'ccm') {
      if (plaintextLength < 0) throw nativeError(TypeError, 'options.plaintextLength required for CCM mode with AAD', 'ERR_MISSING_ARGS');
      if (plaintextLength > this.#longest) throw new ERR_CRYPTO_INVALID_MESSAGELEN();
    }
    if (this.#updated) return false;
    system.add_data(this.#number, data, plaintextLength);
    return true;
  }
}

function nativeError(Base, message, code) {
  const error = new Base(message);
  error.code = code;
  return error;
}

// ---- the streams ----

function uintOption(options, key) {
  const value = options?.[key];
  if (value === undefined || value === null) return -1;
  if (value >>> 0 !== value) throw new ERR_INVALID_ARG_VALUE(`options.${key}`, value);
  return value + 0;
}

function stringOption(options, key) {
  const value = options?.[key];
  if (value !== undefined && value !== null) validateString(value, `options.${key}`);
  return value;
}

function begin(self, cipher, key, iv, options, encrypt) {
  validateString(cipher, 'cipher');
  const encoding = stringOption(options, 'encoding');
  key = getSecretBytes(key, encoding);
  iv = iv === null ? null : getBytes(iv, 'iv');
  self[kHandle] = new CipherState(cipher, key, iv, uintOption(options, 'authTagLength'), encrypt);
  self._decoder = null;
  FunctionPrototypeCall(LazyTransform, self, options);
}

function decoderFor(decoder, encoding) {
  const normalized = normalizeEncoding(encoding);
  if (!decoder) {
    const { StringDecoder } = require('string_decoder');
    decoder = new StringDecoder(encoding);
  }
  if (decoder.encoding !== normalized) {
    if (normalized === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    assert(false, 'Cannot change encoding');
  }
  return decoder;
}

function toBytes(data, encoding) {
  return typeof data === 'string' ? viewOf(fromText(data, normalizeEncoding(encoding) ?? 'utf8')) : viewOf(data);
}

const methods = {
  _transform(chunk, encoding, callback) {
    let out;
    try {
      out = this[kHandle].update(toBytes(chunk, encoding));
    } catch (error) {
      callback(error);
      return;
    }
    this.push(out);
    callback();
  },
  _flush(callback) {
    let last;
    try {
      last = this[kHandle].final();
    } catch (error) {
      callback(error);
      return;
    }
    this.push(last);
    callback();
  },
  update(data, inputEncoding, outputEncoding) {
    if (typeof data === 'string') validateEncoding(data, inputEncoding);
    else if (!isArrayBufferView(data)) throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
    const out = this[kHandle].update(toBytes(data, inputEncoding));
    if (!outputEncoding || outputEncoding === 'buffer') return out;
    this._decoder = decoderFor(this._decoder, outputEncoding);
    return this._decoder.write(out);
  },
  final(outputEncoding) {
    const last = this[kHandle].final();
    if (!outputEncoding || outputEncoding === 'buffer') return last;
    this._decoder = decoderFor(this._decoder, outputEncoding);
    return this._decoder.end(last);
  },
  setAutoPadding(on) {
    if (!this[kHandle].setAutoPadding(!!on)) throw new ERR_CRYPTO_INVALID_STATE('setAutoPadding');
    return this;
  },
  getAuthTag() {
    const tag = this[kHandle].getAuthTag();
    if (tag === undefined) throw new ERR_CRYPTO_INVALID_STATE('getAuthTag');
    return tag;
  },
  setAuthTag(tag, encoding) {
    tag = getBytes(tag, 'buffer', encoding);
    if (!this[kHandle].setAuthTag(tag)) throw new ERR_CRYPTO_INVALID_STATE('setAuthTag');
    return this;
  },
  setAAD(data, options) {
    const encoding = stringOption(options, 'encoding');
    const plaintextLength = uintOption(options, 'plaintextLength');
    data = getBytes(data, 'aadbuf', encoding);
    if (!this[kHandle].setAAD(data, plaintextLength)) throw new ERR_CRYPTO_INVALID_STATE('setAAD');
    return this;
  },
};

function Cipheriv(cipher, key, iv, options) {
  if (!(this instanceof Cipheriv)) return new Cipheriv(cipher, key, iv, options);
  begin(this, cipher, key, iv, options, true);
}

function Decipheriv(cipher, key, iv, options) {
  if (!(this instanceof Decipheriv)) return new Decipheriv(cipher, key, iv, options);
  begin(this, cipher, key, iv, options, false);
}

function equip(constructor, own) {
  ObjectSetPrototypeOf(constructor.prototype, LazyTransform.prototype);
  ObjectSetPrototypeOf(constructor, LazyTransform);
  const names = ['_transform', '_flush', 'update', 'final', 'setAutoPadding', own, 'setAAD'];
  for (let i = 0; i < names.length; i++) constructor.prototype[names[i]] = methods[names[i]];
}
equip(Cipheriv, 'getAuthTag');
equip(Decipheriv, 'setAuthTag');

function createCipheriv(cipher, key, iv, options) {
  return new Cipheriv(cipher, key, iv, options);
}

function createDecipheriv(cipher, key, iv, options) {
  return new Decipheriv(cipher, key, iv, options);
}

module.exports = { Cipheriv, Decipheriv, createCipheriv, createDecipheriv };
