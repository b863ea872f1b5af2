'use strict';

// A context with microtaskMode 'afterEvaluate' has its own queue, which is drained when a script of it has ended and at no other time.

const vm = require('node:vm');

const own = vm.createContext({ log: (text) => console.log(text) }, { microtaskMode: 'afterEvaluate' });
Promise.resolve().then(() => console.log('main microtask'));
vm.runInContext('Promise.resolve().then(() => log("own microtask")); log("own script")', own);
console.log('after the script');
const later = vm.runInContext('() => { Promise.resolve().then(() => log("own, queued from outside")) }', own);
setTimeout(() => {
  later();
  setTimeout(() => {
    console.log('not yet');
    vm.runInContext('log("next script")', own);
    process.nextTick(() => console.log('tick'));
    vm.runInContext('(async () => { await null; log("await"); await null; log("await again") })(); log("async script")', own);
  }, 1);
}, 1);
const shared = vm.createContext({ log: (text) => console.log(text) });
vm.runInContext('Promise.resolve().then(() => log("shared microtask")); log("shared script")', shared);
console.log('main script ends');
try {
  vm.runInContext('Promise.resolve().then(() => { for (;;); }); 1', own, { timeout: 20 });
} catch (error) {
  console.log(error.code);
}
vm.runInNewContext('Promise.reject(new Error("from a context")).catch((error) => log(error.message))', { log: (text) => console.log(text) });
process.on('unhandledRejection', (reason) => console.log('unhandled', reason.message, reason instanceof Error));
vm.runInNewContext('Promise.reject(new TypeError("nobody hears"))');
