'use strict';
const { createHook } = require('async_hooks');
process.on('uncaughtException', () => console.log('never'));
process.on('exit', (code) => require('fs').writeSync(1, `exit ${code}\n`));
createHook({ init() { throw new Error('in init'); } }).enable();
setImmediate(() => console.log('never'));
