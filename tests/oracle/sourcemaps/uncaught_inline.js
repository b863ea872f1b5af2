// Flags: --enable-source-maps
'use strict';
require('./fixtures/inline.js').check();
