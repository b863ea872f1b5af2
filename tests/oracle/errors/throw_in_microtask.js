'use strict';
queueMicrotask(() => {
  throw new Error('in a microtask');
});
console.log('first');
