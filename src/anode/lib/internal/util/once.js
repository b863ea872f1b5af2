'use strict';

const { ReflectApply } = primordials;
const { kEmptyObject } = require('internal/util/frozen');

// A function that calls `callback` the first time only. Later calls return undefined, or the first result with `preserveReturnValue`.
function once(callback, { preserveReturnValue = false } = kEmptyObject) {
  let called = false;
  let returnValue;
  return function(...args) {
    if (called) return returnValue;
    called = true;
    const result = ReflectApply(callback, this, args);
    returnValue = preserveReturnValue ? result : undefined;
    return result;
  };
}

module.exports = { once };
