'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
process.on('unhandledRejection', (reason) => console.log('rejection', reason, storage.getStore()));
process.on('uncaughtException', (error) => console.log('exception', error.message, storage.getStore()));
storage.run('a', () => { Promise.reject('rejected in a'); });
storage.run('b', () => setTimeout(() => { throw new Error('thrown in b'); }, 1));
