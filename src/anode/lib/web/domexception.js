'use strict';

module.exports = require('internal/per_context/domexception');
