// Flags: --unhandled-rejections=warn --no-warnings
'use strict';
process.on('warning', (warning) => console.log(warning.name, warning.message.split('\n')[0]));
process.on('unhandledRejection', (reason) => console.log('told', reason.message));
Promise.reject(new Error('somebody'));
