'use strict';

// What is put right after a termination: no `finally` has run, and no frame of JavaScript is left.

const { ObjectKeys } = primordials;

const { clearAsyncIdStack } = require('internal/async_hooks');
const { dropUnfinished } = require('internal/bootstrap/loader');
const { dropTicks } = require('internal/process/task_queues');

// `ticks`: ticks or microtasks ran. V8 has dropped the microtasks; ticks that ran without end would go on.
function recover(ticks) {
  if (ticks) dropTicks();
  clearAsyncIdStack();
  const cjs = dropUnfinished('internal/modules/cjs/module');
  if (cjs === undefined) return;
  const { _cache: cache } = cjs.Module;
  const names = ObjectKeys(cache);
  for (let i = 0; i < names.length; i++) {
    if (cache[names[i]]?.loaded === false) delete cache[names[i]];
  }
}

module.exports = { recover };
