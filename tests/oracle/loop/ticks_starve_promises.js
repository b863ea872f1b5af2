'use strict';
// All ticks run before any promise, also the ticks that ticks queue.
Promise.resolve().then(() => console.log('promise 1')).then(() => console.log('promise 2'));
process.nextTick(() => {
  console.log('tick 1');
  process.nextTick(() => {
    console.log('tick 2');
    Promise.resolve().then(() => console.log('promise of tick 2'));
    process.nextTick(() => console.log('tick 3'));
  });
});
queueMicrotask(() => {
  console.log('microtask');
  process.nextTick(() => console.log('tick of microtask'));
  queueMicrotask(() => console.log('microtask of microtask'));
});
