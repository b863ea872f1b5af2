'use strict';
// A callback that throws does not stop the callbacks behind it.

process.on('uncaughtException', (error, origin) => console.log('caught', error.message, origin));
setTimeout(() => { throw new Error('timer'); }, 300);
setTimeout(() => console.log('second timer of the list'), 300);
setImmediate(() => { throw new Error('immediate'); });
setImmediate(() => console.log('second immediate'));
process.nextTick(() => { throw new Error('tick'); });
process.nextTick(() => console.log('second tick'));
queueMicrotask(() => { throw new Error('microtask'); });
queueMicrotask(() => console.log('second microtask'));
Promise.reject(new Error('rejection'));
Promise.resolve().then(() => console.log('promise'));
setTimeout(() => {
  const { EventEmitter } = require('events');
  new EventEmitter().emit('error', new Error('emitted'));
}, 400);
setTimeout(() => {
  process.nextTick(() => { throw new Error('tick in timer'); });
  Promise.resolve().then(() => { throw new TypeError('promise in timer'); });
}, 500);
