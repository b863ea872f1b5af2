'use strict';

// CryptoKey: a key of Web Crypto, and its usages.

const { ArrayPrototypeIncludes, ArrayPrototypeSlice, ObjectDefineProperties, Symbol, SymbolToStringTag, Uint8Array } = primordials;
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEnumerableProperty } = require('internal/util/frozen');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');

// Programs get copies, so that they cannot change the key.
function copyOf(algorithm) {
  const copy = { ...algorithm };
  if (copy.hash !== undefined) copy.hash = { ...copy.hash };
  if (copy.publicExponent !== undefined) copy.publicExponent = new Uint8Array(copy.publicExponent);
  return copy;
}

const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');

const kOwn = Symbol('own');
let slotsOf;
let hasSlots;

class CryptoKey {
  #slots;

  constructor(token, slots) {
    if (token !== kOwn) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#slots = slots;
    markTransferMode(this, true, false);
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const { material: { type }, extractable, algorithm, usages } = slotsOf(this);
    return `CryptoKey ${inspect({
      type, extractable, algorithm, usages,
    }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  get type() { return slotsOf(this).material.type; }
  get extractable() { return slotsOf(this).extractable; }
  get algorithm() {
    const slots = slotsOf(this);
    return slots.shownAlgorithm ??= copyOf(slots.algorithm);
  }

  get usages() {
    const slots = slotsOf(this);
    return slots.shownUsages ??= ArrayPrototypeSlice(slots.usages);
  }

  static {
    slotsOf = (key) => {
      if (key === null || typeof key !== 'object' || !(#slots in key)) throw new ERR_INVALID_THIS('CryptoKey');
      return key.#slots;
    };
    hasSlots = (key) => #slots in key;
  }
}
ObjectDefineProperties(CryptoKey.prototype, {
  type: kEnumerableProperty, extractable: kEnumerableProperty, algorithm: kEnumerableProperty, usages: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'CryptoKey' },
});

// For message ports; programs do not see it.
const hidden = (value) => ({ __proto__: null, value, enumerable: false, configurable: true });
ObjectDefineProperties(CryptoKey.prototype, {
  [kClone]: hidden(function() {
    const { material: { type, bytes }, algorithm, usages, extractable } = slotsOf(this);
    return { data: { type, bytes, algorithm, usages, extractable }, deserializeInfo: 'internal/crypto/crypto_key:ClonedCryptoKey' };
  }),
  [kDeserialize]: hidden(function({ type, bytes, algorithm, usages, extractable }) {
    const { KeyMaterial } = require('internal/crypto/key_material');
    const slots = slotsOf(this);
    slots.material = new KeyMaterial(type, bytes);
    slots.algorithm = algorithm;
    slots.usages = usages;
    slots.extractable = extractable;
  }),
});

function ClonedCryptoKey() {
  return new CryptoKey(kOwn, { __proto__: null, material: undefined, algorithm: undefined, usages: undefined, extractable: false });
}

const isCryptoKey = (value) => value !== null && typeof value === 'object' && hasSlots(value);

const order =
  ['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey', 'encapsulateKey', 'encapsulateBits',
               'decapsulateKey', 'decapsulateBits'];

// Makes a key. `algorithm` is the property of that name; the usages go into the standard's order, each once.
function makeCryptoKey(material, algorithm, usages, extractable) {
  const sorted = [];
  for (let i = 0; i < order.length; i++) if (ArrayPrototypeIncludes(usages, order[i])) sorted[sorted.length] = order[i];
  return new CryptoKey(kOwn, { material, algorithm, usages: sorted, extractable, shownAlgorithm: undefined, shownUsages: undefined });
}

module.exports = {
  ClonedCryptoKey, CryptoKey, isCryptoKey, makeCryptoKey, materialOfCryptoKey: (key) => slotsOf(key).material,
  slotsOf: (key) => slotsOf(key),
};
