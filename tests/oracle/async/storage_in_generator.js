'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
async function* values() {
  yield storage.getStore();
  await null;
  yield storage.getStore();
}
(async () => {
  const iterator = storage.run('made', () => values());
  console.log((await storage.run('first', () => iterator.next())).value, (await storage.run('second', () => iterator.next())).value);
  console.log((await iterator.next()).done);
})();
