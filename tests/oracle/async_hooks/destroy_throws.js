'use strict';
const { createHook, AsyncResource } = require('async_hooks');
process.on('exit', (code) => require('fs').writeSync(1, `exit ${code}\n`));
createHook({ destroy() { throw new Error('in destroy'); } }).enable();
new AsyncResource('Mine').emitDestroy();
setTimeout(() => console.log('never'), 50);
