'use strict';

module.exports = require('internal/tls/secure_context');
