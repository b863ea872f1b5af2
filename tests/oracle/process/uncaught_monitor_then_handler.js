'use strict';
process.on('uncaughtException', (error, origin) => console.log('handler', error.message, origin));
process.on('uncaughtExceptionMonitor', (error, origin) => console.log('monitor', error.message, origin));
Promise.reject(new Error('rejected'));
process.nextTick(() => { throw new Error('thrown'); });
