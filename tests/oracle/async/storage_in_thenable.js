'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
const thenable = { then(resolve) { console.log('then', storage.getStore()); resolve('value'); } };
storage.run('a', async () => {
  console.log(await thenable, storage.getStore());
  console.log(await storage.run('b', () => thenable), storage.getStore());
});
