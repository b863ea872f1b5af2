'use strict';

const { ArrayIsArray } = primordials;
const engine = require('internal/engine');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS } } = require('internal/errors');

function structuredClone(value, options) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('The "value" argument must be specified');
  let transfer;
  if (options !== undefined && options !== null) {
    if (typeof options !== 'object' && typeof options !== 'function') throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
    if (options.transfer !== undefined) transfer = ArrayIsArray(options.transfer) ? options.transfer : [...options.transfer];
  }
  try {
    return engine.structuredClone(value, transfer ?? []);
  } catch (error) {
    const { DOMException } = require('internal/per_context/domexception');
    if (error instanceof DOMException || error?.name === 'DataCloneError') throw error;
    if (error instanceof primordials.TypeError) throw new DOMException(error.message, 'DataCloneError');
    throw error;
  }
}

module.exports = { structuredClone };
