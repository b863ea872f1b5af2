'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
const snapshot = storage.run('then', () => AsyncLocalStorage.snapshot());
const bound = storage.run('bound', () => AsyncLocalStorage.bind(function(...given) { return [this, storage.getStore(), given]; }));
storage.run('now', () => {
  console.log(snapshot(() => storage.getStore()), snapshot((a, b) => [a, b], 1, 2), storage.getStore());
  console.log(bound.call('self', 1, 2), bound.length);
});
for (const bad of [1, undefined, {}]) {
  try { AsyncLocalStorage.bind(bad); } catch (error) { console.log(error.code, error.message); }
}
