// Flags: --throw-deprecation
'use strict';
process.on('uncaughtException', (error) => console.log(error.name, error.code, error.message));
const { deprecate } = require('util');
const old = deprecate(() => console.log('called'), 'old() is old', 'DEP0');
old();
