'use strict';

// Queuing strategies: https://streams.spec.whatwg.org/#qs

const { NumberIsNaN } = primordials;
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateFunction } = require('internal/validators');

const one = () => 1;

function extractHighWaterMark(value, otherwise) {
  if (value === undefined) return otherwise;
  const mark = +value;
  if (NumberIsNaN(mark) || mark < 0) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.highWaterMark', value);
  return mark;
}

function extractSizeAlgorithm(size) {
  if (size === undefined) return one;
  validateFunction(size, 'strategy.size');
  return size;
}

module.exports = { extractHighWaterMark, extractSizeAlgorithm, one };
