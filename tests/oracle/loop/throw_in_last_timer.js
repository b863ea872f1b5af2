'use strict';
process.on('uncaughtException', (error) => console.log('caught', error.message));
setTimeout(() => {
  Promise.resolve().then(() => console.log('promise'));
  process.nextTick(() => console.log('tick'));
  setImmediate(() => console.log('immediate'));
  throw new Error('timer');
}, 1);
