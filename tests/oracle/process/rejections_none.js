// Flags: --unhandled-rejections=none
'use strict';
Promise.reject(new Error('nobody'));
process.on('exit', (code) => console.log('exit', code));
