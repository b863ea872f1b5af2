'use strict';
const { performance, PerformanceResourceTiming, PerformanceObserver } = require('perf_hooks');
const timing = { startTime: 10, redirectStartTime: 0, redirectEndTime: 0, postRedirectStartTime: 11, finalServiceWorkerStartTime: 0, finalNetworkRequestStartTime: 14, finalNetworkResponseStartTime: 15, endTime: 20, encodedBodySize: 100, decodedBodySize: 150, finalConnectionTimingInfo: null };
const observer = new PerformanceObserver((list) => {
  console.log(list.getEntries());
  observer.disconnect();
});
observer.observe({ type: 'resource' });
const entry = performance.markResourceTiming(timing, 'http://x/', 'fetch', globalThis, '', {}, 200, '');
console.log(entry instanceof PerformanceResourceTiming, JSON.stringify(entry), entry.transferSize, Object.prototype.toString.call(entry));
for (const mode of ['local', '']) console.log(performance.markResourceTiming(timing, 'http://x/', 'fetch', globalThis, mode, {}, 200).transferSize);
try { performance.markResourceTiming(timing, 'x', 'fetch', globalThis, 'other', {}, 200); } catch (error) { console.log(error.code); }
console.log(performance.getEntriesByType('resource').length);
performance.clearResourceTimings();
performance.setResourceTimingBufferSize(1);
performance.onresourcetimingbufferfull = (event) => console.log(event.type);
for (let i = 0; i < 3; i++) performance.markResourceTiming(timing, `http://${i}/`, 'fetch', globalThis, '', {}, 200);
console.log(performance.getEntriesByType('resource').length);
