'use strict';
setTimeout(function named() {
  throw Object.assign(new TypeError('of a timer', { cause: new Error('below') }), { code: 'E_MINE' });
}, 1);
process.on('exit', (code) => console.log('exit', code));
