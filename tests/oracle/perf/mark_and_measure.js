'use strict';
const { performance, PerformanceMark, PerformanceMeasure, PerformanceEntry } = require('perf_hooks');
const mark = performance.mark('a', { startTime: 5, detail: { x: 1 } });
console.log(mark instanceof PerformanceMark, mark instanceof PerformanceEntry, mark.name, mark.entryType, mark.startTime, mark.duration, mark.detail);
performance.mark('b', { startTime: 12 });
for (const args of [['a', 'b'], [{ start: 'a', end: 'b', detail: [1] }], [{ start: 1, duration: 3 }], [{ end: 10, duration: 4 }], [{ start: 2, end: 'b' }]]) {
  const measure = performance.measure('m', ...args);
  console.log(measure instanceof PerformanceMeasure, measure.name, measure.startTime, measure.duration, measure.detail);
}
console.log(JSON.stringify(mark), mark.detail === performance.getEntriesByName('a')[0].detail);
console.log(performance.getEntries().map((entry) => `${entry.entryType} ${entry.name}`), performance.getEntriesByType('mark').length, performance.getEntriesByName('m', 'mark').length);
performance.clearMarks('a');
performance.clearMeasures();
console.log(performance.getEntries().map((entry) => entry.name));
