'use strict';

// CryptoKey: a key of Web Crypto's, with what it may be used for.

const { ArrayPrototypeIncludes, ObjectDefineProperties, Symbol, SymbolToStringTag } = primordials;
const { customInspectSymbol, kEnumerableProperty } = require('internal/util');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');

const kOwn = Symbol('own');
let slotsOf;
let hasSlots;

class CryptoKey {
  #slots;

  constructor(token, slots) {
    if (token !== kOwn) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#slots = slots;
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const { type, extractable, algorithm, usages } = this;
    return `CryptoKey ${inspect({ type, extractable, algorithm, usages }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  get type() { return slotsOf(this).material.type; }
  get extractable() { return slotsOf(this).extractable; }
  get algorithm() { return slotsOf(this).algorithm; }
  get usages() { return slotsOf(this).usages; }

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

const isCryptoKey = (value) => value !== null && typeof value === 'object' && hasSlots(value);

const order = ['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey'];

// `algorithm` as the key shows it; usages in the standard's order, each once.
function makeCryptoKey(material, algorithm, usages, extractable) {
  const sorted = [];
  for (let i = 0; i < order.length; i++) if (ArrayPrototypeIncludes(usages, order[i])) sorted[sorted.length] = order[i];
  return new CryptoKey(kOwn, { material, algorithm, usages: sorted, extractable });
}

module.exports = { CryptoKey, isCryptoKey, makeCryptoKey, materialOfCryptoKey: (key) => slotsOf(key).material, slotsOf: (key) => slotsOf(key) };
