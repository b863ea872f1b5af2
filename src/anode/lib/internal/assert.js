'use strict';

// Conditions that are true unless anode has a bug.

const { codes } = require('internal/errors');

function assert(value, message) {
  if (!value) throw new codes.ERR_INTERNAL_ASSERTION(message);
}

assert.fail = (message) => {
  throw new codes.ERR_INTERNAL_ASSERTION(message);
};

module.exports = assert;
