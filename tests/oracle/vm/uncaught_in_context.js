'use strict';

// An error that code of a context throws ends the program, and is shown with its place.

const vm = require('node:vm');

const run = vm.runInNewContext('\n(function later() {\n  throw new RangeError("from a context");\n})', {}, { filename: 'inner.js' });
process.on('exit', (code) => console.log('exit', code));
setTimeout(run, 1);
