'use strict';
const { executionAsyncResource, AsyncResource, createHook } = require('async_hooks');
console.log(executionAsyncResource(), executionAsyncResource() === executionAsyncResource());
const timer = setTimeout(() => console.log(executionAsyncResource() === timer), 1);
const immediate = setImmediate(() => console.log(executionAsyncResource() === immediate));
process.nextTick(() => console.log('tick', typeof executionAsyncResource(), executionAsyncResource() === executionAsyncResource()));
const resource = new AsyncResource('Mine');
resource.runInAsyncScope(() => console.log(executionAsyncResource() === resource));
const key = Symbol('key');
createHook({ init(id, type, trigger, created) { const now = executionAsyncResource(); if (now && now[key]) created[key] = now[key]; } }).enable();
setImmediate(() => {
  executionAsyncResource()[key] = 'kept';
  setTimeout(() => Promise.resolve().then(() => console.log(executionAsyncResource()[key])), 1);
});
