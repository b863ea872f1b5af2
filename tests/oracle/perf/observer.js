'use strict';
const { performance, PerformanceObserver } = require('perf_hooks');
console.log(PerformanceObserver.supportedEntryTypes);
const observer = new PerformanceObserver((list, self) => {
  console.log(list.getEntries().map((entry) => entry.name), self === observer, list.getEntriesByType('mark').length, list.getEntriesByName('c', 'measure').length);
  console.log(list, self.takeRecords());
  observer.disconnect();
  performance.mark('never');
});
performance.mark('before', { startTime: 1 });
observer.observe({ entryTypes: ['mark', 'measure'] });
performance.mark('a', { startTime: 1 });
performance.mark('b', { startTime: 3 });
performance.measure('c', 'a', 'b');
setImmediate(() => setImmediate(() => console.log('end')));
for (const bad of [undefined, 1, 'x', {}, { entryTypes: 1 }, { entryTypes: [] }, { entryTypes: ['mark'], type: 'mark' }, { type: 1 }]) {
  try { new PerformanceObserver(() => {}).observe(bad); console.log('ok'); } catch (error) { console.log(error.name, error.code, error.message); }
}
try { new PerformanceObserver(1); } catch (error) { console.log(error.code, error.message); }
