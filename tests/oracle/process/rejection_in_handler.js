'use strict';
let count = 0;
process.on('unhandledRejection', (reason) => {
  console.log('unhandled', reason);
  if (++count < 3) Promise.reject(count);
});
Promise.reject(0);
