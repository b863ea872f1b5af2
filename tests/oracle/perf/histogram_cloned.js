'use strict';
const { createHistogram, monitorEventLoopDelay } = require('perf_hooks');
const histogram = createHistogram();
histogram.record(5);
const clone = structuredClone(histogram);
clone.record(7);
console.log(histogram.count, clone.count, clone.constructor.name, clone);
const { port1, port2 } = new MessageChannel();
port1.onmessage = ({ data }) => {
  data.record(9);
  console.log(histogram.count, data.max);
  port1.close();
};
port2.postMessage(histogram);
console.log(structuredClone(monitorEventLoopDelay()).constructor.name);
