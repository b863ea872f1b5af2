'use strict';

process.emitWarning('The _stream_wrap module is deprecated.', 'DeprecationWarning', 'DEP0125');
module.exports = require('internal/js_stream_socket');
