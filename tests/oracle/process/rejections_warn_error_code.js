// Flags: --unhandled-rejections=warn-with-error-code
'use strict';
Promise.reject(new Error('nobody'));
process.on('exit', (code) => console.log('exit', code, process.exitCode));
