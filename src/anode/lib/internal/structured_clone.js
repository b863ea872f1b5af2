'use strict';

const { ArrayFrom, ObjectDefineProperty, SymbolIterator, TypeError } = primordials;

function failed(message) {
  const error = new TypeError(`Failed to execute 'structuredClone': ${message}`);
  ObjectDefineProperty(error, 'code', {
    __proto__: null, value: 'ERR_INVALID_ARG_TYPE', enumerable: true, writable: true, configurable: true,
  });
  return error;
}

function structuredClone(value, options) {
  if (arguments.length === 0) {
    const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
    throw new ERR_MISSING_ARGS('The value argument must be specified');
  }
  let transfer;
  if (options !== undefined && options !== null) {
    if (typeof options !== 'object' && typeof options !== 'function') throw failed('Options cannot be converted to a dictionary');
    const list = options.transfer;
    if (list !== undefined) {
      if (list === null || typeof list !== 'object' || typeof list[SymbolIterator] !== 'function') {
        throw failed('transfer in Options cannot be converted to sequence.');
      }
      transfer = ArrayFrom(list);
    }
  }
  const { deserialize, serialize } = require('internal/worker/clone');
  return deserialize(serialize(value, transfer)).value;
}

module.exports = { structuredClone };
