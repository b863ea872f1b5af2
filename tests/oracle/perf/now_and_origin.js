'use strict';
const { performance } = require('perf_hooks');
const a = performance.now();
const b = performance.now();
console.log(b >= a, a > 0, a < 10_000, performance.timeOrigin <= Date.now(), globalThis.performance === performance, Object.prototype.toString.call(performance));
console.log(Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 20, new Event('x').timeStamp >= b);
