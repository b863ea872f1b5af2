'use strict';
// Ids exist without any hook.
const { executionAsyncId, triggerAsyncId } = require('async_hooks');
console.log('main', executionAsyncId(), triggerAsyncId());
const ids = new Set();
const check = (name) => () => {
  const id = executionAsyncId();
  console.log(name, id > 1, !ids.has(id), triggerAsyncId());
  ids.add(id);
};
process.nextTick(check('tick'));
setImmediate(check('immediate'));
setTimeout(check('timeout'), 20);
queueMicrotask(check('microtask'));
Promise.resolve().then(() => console.log('promise', executionAsyncId()));
