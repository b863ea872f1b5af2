'use strict';

// The marks of the classes of web streams (https://streams.spec.whatwg.org).

const { Symbol } = primordials;

const kState = Symbol('kState');
const kType = Symbol('kType');
const kSkipThrow = Symbol('kSkipThrow');  // the key to constructors that users may not call

function readOnly(value) {
  return { __proto__: null, configurable: true, value };
}

const isBrand = (brand) => (value) => value != null && value[kState] !== undefined && value[kType] === brand;

module.exports = { isBrand, kSkipThrow, kState, kType, readOnly };
