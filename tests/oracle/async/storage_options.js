'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage({ defaultValue: 'default', name: 'mine' });
console.log(storage.name, storage.getStore(), storage.run('x', () => storage.getStore()), storage.exit(() => storage.getStore()), storage.run(undefined, () => storage.getStore()));
console.log(new AsyncLocalStorage().name === '', new AsyncLocalStorage({ name: 5 }).name);
for (const bad of [1, 'x', null]) {
  try { new AsyncLocalStorage(bad); } catch (error) { console.log(error.code, error.message); }
}
