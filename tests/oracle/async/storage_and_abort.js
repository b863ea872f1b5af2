'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
const controller = new AbortController();
storage.run('listener', () => controller.signal.addEventListener('abort', () => console.log('abort', storage.getStore())));
storage.run('abort', () => controller.abort());
storage.run('timeout', () => { AbortSignal.timeout(5).onabort = () => console.log('timeout', storage.getStore()); });
setTimeout(() => {}, 60);
