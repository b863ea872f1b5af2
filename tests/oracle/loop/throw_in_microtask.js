'use strict';
process.on('uncaughtException', (error) => console.log('caught', error.message));
queueMicrotask(() => { throw new Error('one'); });
queueMicrotask(() => console.log('two'));
Promise.resolve().then(() => queueMicrotask(() => { throw new Error('three'); }));
process.nextTick(() => console.log('tick'));
setImmediate(() => console.log('immediate'));
