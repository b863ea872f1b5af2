'use strict';
process.on('exit', () => {
  setTimeout(() => console.log('never'), 0);
  process.nextTick(() => console.log('never'));
  setImmediate(() => console.log('never'));
  console.log('exit');
});
