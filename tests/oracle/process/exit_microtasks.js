'use strict';
process.on('exit', (code) => {
  Promise.resolve().then(() => console.log('a promise comes', process.exitCode));
  queueMicrotask(() => console.log('and a microtask'));
  process.nextTick(() => console.log('never'));
  console.log('exit', code);
});
