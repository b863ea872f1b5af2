'use strict';
const promise = Promise.reject(new Error('x'));
process.on('unhandledRejection', (reason, given) => console.log('unhandled', given === promise));
process.on('rejectionHandled', (given) => console.log('rejectionHandled', given === promise));
setImmediate(() => promise.catch(() => console.log('caught')));
