'use strict';
const { AsyncResource, executionAsyncId, triggerAsyncId } = require('async_hooks');
const resource = new AsyncResource('Mine', { triggerAsyncId: 42 });
console.log(resource.triggerAsyncId(), resource.asyncId() > 1, resource.emitDestroy() === resource);
console.log(resource.runInAsyncScope(function(...given) { return [this, given, executionAsyncId() === resource.asyncId(), triggerAsyncId()]; }, 'self', 1, 2));
console.log(new AsyncResource('x', 7).triggerAsyncId(), new AsyncResource('x').triggerAsyncId());
for (const bad of [() => new AsyncResource(), () => new AsyncResource(1), () => new AsyncResource('x', { triggerAsyncId: -2 }), () => new AsyncResource('x', { triggerAsyncId: 'a' }),
                   () => new AsyncResource('x', { triggerAsyncId: null }), () => new AsyncResource('x', null), () => new AsyncResource(''), () => resource.bind(1), () => AsyncResource.bind(1)]) {
  try { console.log(bad() instanceof AsyncResource); } catch (error) { console.log(error.name, error.code, error.message); }
}
