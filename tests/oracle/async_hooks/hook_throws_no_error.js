'use strict';
const { createHook } = require('async_hooks');
process.on('exit', (code) => console.log('exit', code));
createHook({ before() { throw 'text'; } }).enable();
process.nextTick(() => console.log('never'));
