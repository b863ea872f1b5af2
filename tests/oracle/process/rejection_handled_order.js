'use strict';
process.on('unhandledRejection', (reason) => console.log('unhandled', reason));
process.on('rejectionHandled', (promise) => console.log('handled', promise === late ? 'late' : promise === later ? 'later' : promise));
const late = Promise.reject('late'), caught = Promise.reject('caught');
caught.catch(() => console.log('caught'));
(async () => { throw 'of an async function'; })();
let later;
setTimeout(() => {
  console.log('timer');
  late.catch(() => {});
  later = Promise.reject('later');
  setImmediate(() => {
    later.catch(() => {});
    console.log('immediate');
  });
  process.nextTick(() => console.log('tick'));
  Promise.resolve().then(() => console.log('microtask'));
}, 1);
