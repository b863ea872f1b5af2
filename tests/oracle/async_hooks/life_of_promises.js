'use strict';
const { createHook, executionAsyncId, triggerAsyncId } = require('async_hooks');
const { writeSync } = require('fs');
const log = (...given) => writeSync(1, `${given.join(' ')}\n`);
createHook({
  init: (id, type, trigger) => log('init', id, type, trigger), before: (id) => log('before', id), after: (id) => log('after', id), promiseResolve: (id) => log('resolve', id),
}).enable();
log('main', executionAsyncId());
Promise.resolve(1).then(() => log('then', executionAsyncId(), triggerAsyncId())).catch(() => {});
(async () => { await 1; log('await', executionAsyncId(), triggerAsyncId()); })();
new Promise((resolve, reject) => reject(1)).catch(() => log('catch', executionAsyncId()));
