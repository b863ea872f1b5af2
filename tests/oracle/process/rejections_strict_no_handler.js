// Flags: --unhandled-rejections=strict
'use strict';
process.on('uncaughtException', (error, origin) => console.log('uncaught', error.message, origin));
process.on('warning', (warning) => console.log('warning', warning.name));
Promise.reject(new Error('rejected'));
