'use strict';

// The options argument of fs functions: encoding and signal.

const { Buffer } = require('buffer');
const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { normalizeEncoding } = require('internal/buffer/normalize_encoding');
const { validateAbortSignal } = require('internal/validators');
const { kEmptyObject } = require('internal/util/frozen');

function assertEncoding(encoding) {
  if (encoding && !Buffer.isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
  }
}

function getOptions(options, defaults = kEmptyObject) {
  if (options == null || typeof options === 'function') return defaults;
  if (typeof options === 'string') options = { ...defaults, encoding: options };
  else if (typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  if (options.encoding !== 'buffer') assertEncoding(options.encoding);
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  return options;
}

// Names are text in UTF-8 unless the options say otherwise.
function nameEncoding(options) {
  const { encoding } = options;
  if (encoding == null) return 'utf8';
  return encoding === 'buffer' ? encoding : normalizeEncoding(encoding) ?? 'utf8';
}

function checkAborted(signal, callback) {
  if (signal?.aborted) {
    const error = new AbortError(undefined, { cause: signal.reason });
    if (callback === undefined) throw error;
    callback(error);
    return true;
  }
  return false;
}

module.exports = { checkAborted, getOptions, nameEncoding };
