// Flags: --enable-source-maps
'use strict';
require('./fixtures/shape.js').check();
