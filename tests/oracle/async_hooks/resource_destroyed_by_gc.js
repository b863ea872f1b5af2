'use strict';
const { AsyncResource, createHook } = require('async_hooks');
const mine = new Set();
let destroyed = 0;
createHook({
  init(id, type) { if (type === 'Mine') mine.add(id); },
  destroy(id) { if (mine.has(id)) destroyed++; },
}).enable();
(() => { for (let i = 0; i < 3; i++) new AsyncResource('Mine'); new AsyncResource('Mine', { requireManualDestroy: true }); })();
setImmediate(async () => {
  const kept = [];
  for (let i = 0; i < 500 && destroyed < 3; i++) {
    kept[i % 10] = new Array(100_000).fill(i).map((n) => ({ n }));  // until there is a garbage collection
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  console.log(destroyed);
});
