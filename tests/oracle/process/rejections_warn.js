// Flags: --unhandled-rejections=warn
'use strict';
process.on('warning', (warning) => console.log(warning.name, warning.message.split('\n')[0]));
Promise.reject(new Error('nobody'));
Promise.reject(17);
process.on('exit', (code) => console.log('exit', code));
