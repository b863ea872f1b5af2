'use strict';
const { performance, PerformanceObserver } = require('perf_hooks');
performance.mark('early', { startTime: 1 });
const observer = new PerformanceObserver((list) => {
  console.log(list.getEntries().map((entry) => entry.name));
  observer.disconnect();
});
observer.observe({ type: 'mark', buffered: true });
performance.mark('late', { startTime: 2 });
