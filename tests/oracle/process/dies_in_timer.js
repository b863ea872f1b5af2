'use strict';
setTimeout(function named() {
  const error = new TypeError('of a timer');
  error.code = 'E_MINE';
  error.cause = new Error('below');
  throw error;
}, 1);
process.on('exit', (code) => console.log('exit', code));
