'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
process.on('beforeExit', () => console.log('beforeExit', storage.getStore()));
process.on('exit', () => console.log('exit', storage.getStore()));
process.on('warning', () => console.log('warning', storage.getStore()));
storage.run('a', () => { process.emitWarning('x'); setImmediate(() => {}); });
