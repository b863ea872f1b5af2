'use strict';
process.setUncaughtExceptionCaptureCallback((error) => console.log('captured', error.message, error.code));
Promise.reject(new Error('an error'));
Promise.reject('a text');
