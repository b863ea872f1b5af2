'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
storage.enterWith('main');
setImmediate(() => {
  console.log(storage.getStore());
  storage.enterWith('immediate');
  process.nextTick(() => console.log('tick', storage.getStore()));
});
setImmediate(() => console.log('next', storage.getStore()));
(async () => {
  storage.enterWith('async');
  await null;
  console.log('after await', storage.getStore());
})();
console.log('caller', storage.getStore());
