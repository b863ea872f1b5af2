'use strict';
const { createHook } = require('async_hooks');
process.on('exit', (code) => require('fs').writeSync(1, `exit ${code}\n`));
createHook({ before() { throw 'text'; } }).enable();
process.nextTick(() => console.log('never'));
