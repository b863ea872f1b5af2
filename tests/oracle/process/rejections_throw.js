'use strict';
process.on('exit', (code) => console.log('exit', code));
Promise.reject(new TypeError('rejected'));
setTimeout(() => console.log('never'), 5);
