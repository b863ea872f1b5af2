'use strict';
const { createHook, AsyncResource } = require('async_hooks');
process.on('exit', (code) => console.log('exit', code));
createHook({ destroy() { throw new Error('in destroy'); } }).enable();
new AsyncResource('Mine').emitDestroy();
setTimeout(() => console.log('never'), 50);
