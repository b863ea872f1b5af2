'use strict';
const { EventEmitterAsyncResource } = require('events');
const { AsyncLocalStorage, executionAsyncId } = require('async_hooks');
const storage = new AsyncLocalStorage();
const emitter = storage.run('inside', () => new EventEmitterAsyncResource({ name: 'Mine' }));
emitter.on('x', () => console.log(storage.getStore(), executionAsyncId() === emitter.asyncId));
storage.run('outside', () => emitter.emit('x'));
console.log(typeof emitter.asyncId, typeof emitter.triggerAsyncId, emitter.asyncResource.constructor.name, emitter.asyncResource.eventEmitter === emitter);
for (const bad of [{ name: 1 }, 'text', 1]) {
  try { console.log(new EventEmitterAsyncResource(bad) instanceof EventEmitterAsyncResource); } catch (error) { console.log(error.code, error.message); }
}
try { EventEmitterAsyncResource.prototype.emit.call({}, 'x'); } catch (error) { console.log(error.name, error.message); }
