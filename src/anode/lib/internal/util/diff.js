'use strict';

// util.diff: parts that are only in the first [1, …], only in the second [-1, …], or in both [0, …].

const { ArrayIsArray, ArrayPrototypeReverse } = primordials;
const { myersDiff } = require('internal/assert/myers_diff');
const { validateString, validateStringArray } = require('internal/validators');

function validateInput(value, name) {
  if (ArrayIsArray(value)) validateStringArray(value, name);
  else validateString(value, name);
}

function diff(actual, expected) {
  if (actual === expected) return [];
  validateInput(actual, 'actual');
  validateInput(expected, 'expected');
  return ArrayPrototypeReverse(myersDiff(actual, expected));
}

module.exports = { diff };
