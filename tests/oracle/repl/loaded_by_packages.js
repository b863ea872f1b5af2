'use strict';

// The parts of node:repl that packages use while they load.

const repl = require('node:repl');

console.log(typeof repl.start, typeof repl.REPLServer, repl.REPL_MODE_SLOPPY, repl.REPL_MODE_STRICT);
const recoverable = new repl.Recoverable(new Error('more to come'));
console.log(recoverable instanceof SyntaxError, recoverable.err.message, Object.keys(recoverable));
console.log(repl.writer({ a: [1, new Map([[1, { b: { c: { d: 1 } } }]])] }), repl.writer.options.showProxy, repl.writer(new Proxy({ x: 1 }, {})));
console.log(Object.getOwnPropertyDescriptor(repl, 'builtinModules').enumerable, repl.builtinModules.includes('fs'));
