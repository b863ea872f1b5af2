'use strict';
const { createHook, executionAsyncId, AsyncResource } = require('async_hooks');
const { writeSync } = require('fs');
createHook({ init: (id, type, trigger) => writeSync(1, `${type} ${trigger - base}\n`), trackPromises: false }).enable();
let base = 0;
setImmediate(() => {
  base = executionAsyncId();
  setImmediate(() => {});
  process.nextTick(() => {});
  new AsyncResource('Mine').runInAsyncScope(() => { base = executionAsyncId(); setTimeout(() => {}, 1); });
});
