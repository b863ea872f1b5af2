'use strict';
// beforeExit is emitted again as long as it brings new work.
let left = 2;
process.on('beforeExit', (code) => {
  console.log('beforeExit', code);
  if (left-- === 0) return;
  setImmediate(() => console.log('immediate'));
});
process.on('exit', (code) => {
  console.log('exit', code);
  setTimeout(() => console.log('never'), 0);
  process.nextTick(() => console.log('never'));
});
