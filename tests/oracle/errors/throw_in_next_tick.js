'use strict';
process.nextTick(() => {
  throw new Error('in a tick');
});
console.log('first');
