'use strict';

// The Web Crypto API: globalThis.crypto, and crypto.webcrypto of node:crypto.

const {
  ArrayPrototypeIncludes, ArrayPrototypePush, ObjectDefineProperties, ObjectDefineProperty, ReflectApply,
  ReflectConstruct, String, StringPrototypeIncludes, SymbolIterator,
  SymbolToStringTag,
} = primordials;
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { assignFunctionName } = require('internal/util/properties');
const { emitExperimentalWarning } = require('internal/util/deprecation');
const { kEnumerableProperty } = require('internal/util/frozen');
const { converters, makeException, requiredArguments } = require('internal/webidl');
const { CryptoKey, isCryptoKey } = require('internal/crypto/crypto_key');
const random = require('internal/crypto/random');

const operations = () => require('internal/crypto/subtle/operations');
const keys = () => require('internal/crypto/subtle/import_export');

// ---- arguments ----

const bytes = (value, context, prefix) => require('internal/crypto/subtle/algorithms').bufferSource(value, context, prefix);
const algorithm = (value, context, prefix) =>
  (value !== null && typeof value === 'object' ? value : converters.DOMString(value, { prefix, context }));

function cryptoKey(value, context, prefix) {
  if (!isCryptoKey(value)) throw makeException('is not of type CryptoKey.', { prefix, context });
  return value;
}

const choices = (name, values) => (value, context, prefix) => {
  value = String(value);
  if (!ArrayPrototypeIncludes(values, value)) {
    throw makeException(`'${value}' is not a valid enum value of type ${name}.`, { prefix, context, code: 'ERR_INVALID_ARG_VALUE' });
  }
  return value;
};
const format = choices('KeyFormat', ['raw', 'raw-public', 'raw-seed', 'raw-secret', 'raw-private', 'pkcs8', 'spki', 'jwk']);
const usage = choices('KeyUsage', ['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey',
                                   'encapsulateBits', 'decapsulateBits', 'encapsulateKey', 'decapsulateKey']);
const flag = (value) => !!value;

function usages(value, context, prefix) {
  if (value === null || typeof value !== 'object' || typeof value[SymbolIterator] !== 'function') {
    throw makeException('cannot be converted to sequence.', { prefix, context });
  }
  const list = [];
  for (const item of value) ArrayPrototypePush(list, usage(item, `${context}[${list.length}]`, prefix));
  return list;
}

function length(value, context, prefix) {
  return value === undefined || value === null ? null : converters['unsigned long'](value, { prefix, context });
}

// Bytes or a JWK, depending on the format.
function keyData(value, context, prefix, args) {
  if (args[0] !== 'jwk') return bytes(value, context, prefix);
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) {
    throw makeException('cannot be converted to a dictionary', { prefix, context });
  }
  return value;
}

const ORDINALS = ['1st', '2nd', '3rd', '4th', '5th', '6th', '7th'];

class SubtleCrypto {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }
}
ObjectDefineProperty(SubtleCrypto.prototype, SymbolToStringTag, { __proto__: null, configurable: true, value: 'SubtleCrypto' });

const isNew = (name) => name === 'getPublicKey' || StringPrototypeIncludes(name, 'capsulate');

// Every method returns a promise, also for errors of its arguments.
function method(name, take, required, run) {
  const fn = async function(...args) {
    if (this !== subtle) throw new ERR_INVALID_THIS('SubtleCrypto');
    const prefix = `Failed to execute '${name}' on 'SubtleCrypto'`;
    if (isNew(name)) emitExperimentalWarning(`The ${name} Web Crypto API method`);
    requiredArguments(args.length, required, { prefix });
    const converted = [];
    for (let i = 0; i < take.length; i++) converted[i] = take[i](args[i], `${ORDINALS[i]} argument`, prefix, converted);
    return await ReflectApply(run, undefined, converted);
  };
  assignFunctionName(name, fn);
  ObjectDefineProperty(fn, 'length', { __proto__: null, value: required, configurable: true });
  ObjectDefineProperty(SubtleCrypto.prototype, name, { __proto__: null, value: fn, enumerable: true, configurable: true, writable: true });
}

method('encrypt', [algorithm, cryptoKey, bytes], 3, (...args) => ReflectApply(operations().encrypt, undefined, args));
method('decrypt', [algorithm, cryptoKey, bytes], 3, (...args) => ReflectApply(operations().decrypt, undefined, args));
method('sign', [algorithm, cryptoKey, bytes], 3, (...args) => ReflectApply(operations().sign, undefined, args));
method('verify', [algorithm, cryptoKey, bytes, bytes], 4, (...args) => ReflectApply(operations().verify, undefined, args));
method('digest', [algorithm, bytes], 2, (...args) => ReflectApply(operations().digest, undefined, args));
method('generateKey', [algorithm, flag, usages], 3, (...args) => ReflectApply(keys().generateKey, undefined, args));
method('deriveKey', [algorithm, cryptoKey, algorithm, flag, usages], 5, (...args) => ReflectApply(operations().deriveKey, undefined, args));
method('deriveBits', [algorithm, cryptoKey, length], 2, (...args) => ReflectApply(operations().deriveBits, undefined, args));
method('importKey', [format, keyData, algorithm, flag, usages], 5, (...args) => ReflectApply(keys().importKey, undefined, args));
method('exportKey', [format, cryptoKey], 2, (...args) => ReflectApply(keys().exportKey, undefined, args));
method('wrapKey', [format, cryptoKey, cryptoKey, algorithm], 4, (...args) => ReflectApply(operations().wrapKey, undefined, args));
method(
  'unwrapKey', [format, bytes, cryptoKey, algorithm, algorithm, flag, usages], 7,
  (...args) => ReflectApply(operations().unwrapKey, undefined, args));
method('getPublicKey', [cryptoKey, usages], 2, (...args) => ReflectApply(keys().getPublicKey, undefined, args));

method('encapsulateBits', [algorithm, cryptoKey], 2, (...args) => ReflectApply(operations().encapsulateBits, undefined, args));
method(
  'encapsulateKey', [algorithm, cryptoKey, algorithm, flag, usages], 5,
  (...args) => ReflectApply(operations().encapsulateKey, undefined, args));
method('decapsulateBits', [algorithm, cryptoKey, bytes], 3, (...args) => ReflectApply(operations().decapsulateBits, undefined, args));
method(
  'decapsulateKey', [algorithm, cryptoKey, bytes, algorithm, flag, usages], 6,
  (...args) => ReflectApply(operations().decapsulateKey, undefined, args));

// SubtleCrypto.supports(): whether an operation accepts these algorithms.
const capsules = {
  __proto__: null, encapsulateKey: ['encapsulate'], encapsulateBits: ['encapsulate'], decapsulateKey: ['decapsulate'],
  decapsulateBits: ['decapsulate'],
};

function hasPublicKey(given) {
  const { isPair, normalize } = require('internal/crypto/subtle/algorithms');
  try {
    return isPair(normalize(given, 'exportKey').name);
  } catch {
    return false;
  }
}

function supports(operation, given, more = undefined) {
  if (this !== SubtleCrypto) throw new ERR_INVALID_THIS('SubtleCrypto constructor');
  emitExperimentalWarning('The supports Web Crypto API method');
  const prefix = "Failed to execute 'supports' on 'SubtleCrypto'";
  requiredArguments(arguments.length, 2, { prefix });
  operation = String(operation);
  const { normalize } = require('internal/crypto/subtle/algorithms');
  if (operation === 'getPublicKey') return hasPublicKey(algorithm(given, '2nd argument', prefix));
  const ops = operation === 'wrapKey' ? ['wrapKey', 'encrypt'] : operation === 'unwrapKey' ? ['unwrapKey', 'decrypt'] :
    operation === 'deriveKey' ? ['deriveBits'] : capsules[operation] ?? [operation];
  for (let i = 0; i < ops.length; i++) {
    try {
      normalize(algorithm(given, '2nd argument', prefix), ops[i]);
      if (more !== undefined && more !== null && typeof more !== 'number') normalize(algorithm(more, '3rd argument', prefix), 'importKey');
      return true;
    } catch {
      // tries the second of the two operations, if there is one
    }
  }
  return false;
}
ObjectDefineProperty(SubtleCrypto, 'supports', { __proto__: null, value: supports, enumerable: true, configurable: true, writable: true });

const subtle = ReflectConstruct(function() {}, [], SubtleCrypto);

class Crypto {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get subtle() {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto');
    return subtle;
  }

  getRandomValues(array) {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto');
    requiredArguments(arguments.length, 1, { prefix: "Failed to execute 'getRandomValues' on 'Crypto'" });
    return random.getRandomValues(array);
  }

  randomUUID() {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto');
    return random.randomUUID();
  }
}
ObjectDefineProperties(Crypto.prototype, {
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'Crypto' },
  subtle: kEnumerableProperty, getRandomValues: kEnumerableProperty, randomUUID: kEnumerableProperty,
});
const crypto = ReflectConstruct(function() {}, [], Crypto);

module.exports = { Crypto, CryptoKey, SubtleCrypto, crypto };
