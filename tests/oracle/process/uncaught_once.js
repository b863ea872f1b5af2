'use strict';
process.once('uncaughtException', (error) => console.log('once', error));
process.nextTick(() => { throw 'one'; });
process.nextTick(() => { throw 'two'; });
process.on('exit', (code) => console.log('exit', code));
