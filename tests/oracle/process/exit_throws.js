'use strict';
process.on('exit', () => {
  throw new Error('in exit');
});
console.log('end');
