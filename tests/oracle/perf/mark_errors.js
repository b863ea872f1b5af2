'use strict';
const { performance, PerformanceMark } = require('perf_hooks');
for (const run of [
  () => performance.mark(), () => performance.mark('x', { startTime: -1 }), () => performance.mark('x', { startTime: 'a' }), () => performance.mark('nodeStart'), () => performance.mark(Symbol()),
  () => performance.mark('x', 1), () => performance.measure(), () => performance.measure('x', 'missing'), () => performance.measure('x', {}), () => performance.measure('x', { start: 1, end: 2, duration: 3 }),
  () => performance.measure('x', { start: 1 }, 'b'), () => performance.measure('x', { duration: 1 }), () => new PerformanceMark(), () => performance.measure('x', { start: -1 }),
  () => new performance.constructor(), () => performance.now.call({}), () => performance.setResourceTimingBufferSize(),
]) {
  try { console.log(run().name); } catch (error) { console.log(error.name, error.code, error.message); }
}
