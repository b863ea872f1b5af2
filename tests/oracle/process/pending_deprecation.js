// Flags: --pending-deprecation
'use strict';
const { deprecate } = require('util');
new Buffer(3);
console.log(typeof deprecate);
