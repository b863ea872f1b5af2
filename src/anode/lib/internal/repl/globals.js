'use strict';

// The names that every realm's global object has.

const { SafeSet } = primordials;

let names;

function globalBuiltins() {
  names ??= new SafeSet(require('vm').runInNewContext('Object.getOwnPropertyNames(globalThis)'));
  return names;
}

module.exports = { globalBuiltins };
