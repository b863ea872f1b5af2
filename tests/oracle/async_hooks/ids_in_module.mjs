import { executionAsyncId, triggerAsyncId } from 'node:async_hooks';
console.log(executionAsyncId(), triggerAsyncId());
await null;
console.log(executionAsyncId(), triggerAsyncId());
setImmediate(() => console.log(executionAsyncId() > 1, triggerAsyncId()));
