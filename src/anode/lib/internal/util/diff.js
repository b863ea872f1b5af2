'use strict';

// util.diff: what is only in the one [1, …], only in the other [-1, …], or in both [0, …].

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
