'use strict';

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');

async function fetch() {
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('fetch()');
}

module.exports = { fetch };
