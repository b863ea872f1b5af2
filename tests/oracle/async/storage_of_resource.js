'use strict';
const { AsyncLocalStorage, AsyncResource } = require('async_hooks');
const storage = new AsyncLocalStorage();
const resource = storage.run('resource', () => new AsyncResource('Mine'));
storage.run('now', () => {
  console.log(resource.runInAsyncScope(() => storage.getStore()), storage.getStore());
  console.log(resource.bind(() => storage.getStore())(), AsyncResource.bind(() => storage.getStore())());
});
