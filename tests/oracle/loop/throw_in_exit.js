'use strict';
process.on('exit', () => { throw new Error('in exit'); });
setTimeout(() => console.log('timer'), 1);
