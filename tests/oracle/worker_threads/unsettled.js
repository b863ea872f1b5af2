'use strict';
// A main module with a top-level await that never settles.
const { Worker } = require('worker_threads');
new Worker(new URL('data:text/javascript,await new Promise(() => {})'), { stderr: true }).on('exit', (code) => console.log('exit', code));
