'use strict';

const { ObjectDefineProperties, ObjectDefineProperty, SymbolToStringTag } = primordials;

const { codes: { ERR_MISSING_OPTION } } = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEnumerableProperty } = require('internal/util/frozen');
const { validateObject } = require('internal/validators');
const { customInspect } = require('internal/webstreams/inspect');
const { readOnly } = require('internal/webstreams/brand');

// One function for all strategies of a kind: the standard wants them identical.
const named = (fn) => ObjectDefineProperty(fn, 'name', { __proto__: null, value: 'size' });
const byteLength = named((chunk) => chunk.byteLength);
const one = named(() => 1);

function markOf(init) {
  validateObject(init, 'init');
  if (init.highWaterMark === undefined) throw new ERR_MISSING_OPTION('init.highWaterMark');
  return +init.highWaterMark;
}

class ByteLengthQueuingStrategy {
  #highWaterMark;

  constructor(init) {
    this.#highWaterMark = markOf(init);
  }

  get highWaterMark() {
    return this.#highWaterMark;
  }

  get size() {
    this.#highWaterMark;  // throws for anything but a strategy
    return byteLength;
  }

  [customInspectSymbol](depth, options) {
    return customInspect(this, depth, options, 'ByteLengthQueuingStrategy', { highWaterMark: this.highWaterMark });
  }
}

class CountQueuingStrategy {
  #highWaterMark;

  constructor(init) {
    this.#highWaterMark = markOf(init);
  }

  get highWaterMark() {
    return this.#highWaterMark;
  }

  get size() {
    this.#highWaterMark;
    return one;
  }

  [customInspectSymbol](depth, options) {
    return customInspect(this, depth, options, 'CountQueuingStrategy', { highWaterMark: this.highWaterMark });
  }
}

const classes = [ByteLengthQueuingStrategy, CountQueuingStrategy];
for (let i = 0; i < classes.length; i++) {
  ObjectDefineProperties(classes[i].prototype, {
    highWaterMark: kEnumerableProperty,
    size: kEnumerableProperty,
    [SymbolToStringTag]: readOnly(classes[i].name),
  });
}

module.exports = { ByteLengthQueuingStrategy, CountQueuingStrategy };
