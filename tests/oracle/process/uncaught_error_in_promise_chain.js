'use strict';
process.on('uncaughtException', (error, origin) => console.log('uncaught', error.message, origin));
Promise.resolve().then(() => { throw new Error('a'); }).catch((error) => { console.log('caught', error.message); throw new Error('b'); }).finally(() => console.log('finally'));
