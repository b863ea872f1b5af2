'use strict';
const { performance } = require('perf_hooks');
const { nodeTiming } = performance;
console.log(Object.keys(nodeTiming), nodeTiming.constructor.name, nodeTiming.name, nodeTiming.startTime, nodeTiming.loopStart, nodeTiming.loopExit, nodeTiming.idleTime);
console.log(Object.keys(nodeTiming.toJSON()), nodeTiming.duration > 0, nodeTiming.bootstrapComplete >= nodeTiming.environment, nodeTiming.uvMetricsInfo);
setImmediate(() => console.log(nodeTiming.loopStart > 0, nodeTiming.uvMetricsInfo.loopCount));
process.on('exit', () => console.log(nodeTiming.loopExit > 0));
console.log(Object.keys(performance.toJSON()), Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 50);
