// Flags: --unhandled-rejections=none
'use strict';
process.on('unhandledRejection', (reason, promise) => console.log('told', reason.message, promise instanceof Promise));
process.on('rejectionHandled', (promise) => console.log('handled later', promise instanceof Promise));
const promise = Promise.reject(new Error('late'));
setTimeout(() => promise.catch(() => console.log('caught')), 2);
