'use strict';
const { executionAsyncId, triggerAsyncId } = require('async_hooks');
setImmediate(() => {
  const outer = executionAsyncId();
  process.nextTick(() => {
    console.log(triggerAsyncId() === outer);
    const tick = executionAsyncId();
    setTimeout(() => console.log(triggerAsyncId() === tick), 1);
  });
  setImmediate(() => console.log(triggerAsyncId() === outer));
});
