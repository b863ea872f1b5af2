'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const { once, on, EventEmitter } = require('events');
const storage = new AsyncLocalStorage();
const emitter = new EventEmitter();
storage.run('waits', async () => { await once(emitter, 'x'); console.log('once', storage.getStore()); });
storage.run('iterates', async () => { for await (const value of on(emitter, 'x')) { console.log('on', value, storage.getStore()); break; } });
setImmediate(() => storage.run('emits', () => emitter.emit('x', 1)));
