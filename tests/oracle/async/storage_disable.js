'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
const other = new AsyncLocalStorage();
other.run('other', () => storage.run('store', () => {
  storage.disable();
  console.log(storage.getStore(), other.getStore());
  storage.enterWith('again');
  console.log(storage.getStore());
  process.nextTick(() => console.log(storage.getStore(), other.getStore()));
}));
