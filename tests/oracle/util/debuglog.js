// Env: NODE_DEBUG=alpha,be*
'use strict';
const { debuglog, debug } = require('util');
process.stderr.write = (text) => { process.stdout.write(text.replace(process.pid, 'PID')); };
const alpha = debuglog('alpha', (log) => console.log('ready', typeof log));
alpha('hello %s %d', 'x', 5);
alpha('again');
debuglog('beta')({ a: 1 });
debuglog('gamma')('never');
console.log(debuglog('alpha').enabled, debuglog('gamma').enabled, debuglog('BETA').enabled, debug === debuglog);
