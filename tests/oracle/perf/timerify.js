'use strict';
const { timerify, performance, PerformanceObserver, createHistogram } = require('perf_hooks');
const observer = new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) console.log(entry.name, entry.entryType, entry.duration >= 0, entry.detail);
  observer.disconnect();
});
observer.observe({ entryTypes: ['function'] });
const timed = timerify(function add(a, b) { return a + b; });
console.log(timed(1, 2), timed.name, timed.length, performance.timerify === timerify, timerify(timed) === timed);
class Thing { constructor(x) { this.x = x; } }
console.log(new (timerify(Thing))(5).x);
const histogram = createHistogram();
timerify(() => {}, { histogram })();
console.log(histogram.count, histogram.min > 0);
try { timerify(function thrower() { throw new Error('thrown'); })(); } catch (error) { console.log(error.message); }
for (const bad of [1, undefined, {}]) try { timerify(bad); } catch (error) { console.log(error.code, error.message); }
for (const bad of [1, { histogram: 1 }]) try { timerify(() => {}, bad); } catch (error) { console.log(error.code, error.message); }
