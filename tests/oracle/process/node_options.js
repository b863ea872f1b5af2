// Env: NODE_OPTIONS=--no-warnings
'use strict';
process.emitWarning('silent');
console.log(process.execArgv, process.env.NODE_OPTIONS);
