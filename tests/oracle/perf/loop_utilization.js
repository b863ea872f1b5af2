'use strict';
const { performance, eventLoopUtilization } = require('perf_hooks');
console.log(eventLoopUtilization(), performance.eventLoopUtilization === eventLoopUtilization);
setTimeout(() => {
  const first = eventLoopUtilization();
  console.log(first.idle > 10, first.utilization > 0 && first.utilization < 1);
  const until = Date.now() + 30;
  while (Date.now() < until);
  const busy = eventLoopUtilization(first);
  console.log(busy.idle, busy.active > 25, busy.utilization);
  const second = eventLoopUtilization();
  console.log(eventLoopUtilization(second, first).idle, Object.keys(second));
}, 25);
