'use strict';
process.on('unhandledRejection', (reason, promise) => {
  console.log('unhandled', reason, promise instanceof Promise);
  process.nextTick(() => console.log('tick of handler', reason));
  Promise.resolve().then(() => console.log('promise of handler', reason));
  if (reason < 3) Promise.reject(reason + 1);
});
Promise.reject(1);
setImmediate(() => console.log('immediate'));
