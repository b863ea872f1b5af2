'use strict';
const { monitorEventLoopDelay } = require('perf_hooks');
const delay = monitorEventLoopDelay({ resolution: 5 });
console.log(delay.enable(), delay.enable(), delay.count, delay.constructor.name);
setTimeout(() => {
  const until = Date.now() + 50;
  while (Date.now() < until);
  setTimeout(() => {
    console.log(delay.disable(), delay.disable(), delay.count > 0, delay.max > 20e6, delay.min > 0);
    delay.reset();
    console.log(delay.count);
  }, 20);
}, 20);
