// Flags: --unhandled-rejections=warn
'use strict';
const promise = Promise.reject(new Error('late'));
process.on('rejectionHandled', (given) => console.log('rejectionHandled', given === promise));
setTimeout(() => promise.catch(() => {}), 2);
