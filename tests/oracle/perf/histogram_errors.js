'use strict';
const { createHistogram, monitorEventLoopDelay } = require('perf_hooks');
const histogram = createHistogram();
for (const run of [
  () => histogram.record(0), () => histogram.record('x'), () => histogram.record(1.5), () => histogram.record(0n), () => histogram.record(2n ** 64n), () => histogram.percentile(0), () => histogram.percentile(101),
  () => histogram.percentile('x'), () => histogram.add({}), () => createHistogram({ figures: 6 }), () => createHistogram({ lowest: 0 }), () => createHistogram({ highest: 1 }), () => createHistogram({ lowest: 10n, highest: 15n }),
  () => createHistogram(1), () => monitorEventLoopDelay({ resolution: 0 }), () => monitorEventLoopDelay(1), () => new histogram.constructor(), () => histogram.record.call({}, 1),
]) {
  try { console.log(run()); } catch (error) { console.log(error.name, error.code, error.message); }
}
