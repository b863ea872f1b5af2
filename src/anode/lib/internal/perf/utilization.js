'use strict';

// The shares of the loop's time that it works, and that it waits for events.

const { now } = require('internal/perf/entries');

// `binding('time').loop_metrics()` returns the milliseconds of waiting, the start of the loop, and the numbers of turns and events.
const measured = () => binding('time').loop_metrics();

const idleTime = () => measured()[0];
const loopStart = () => measured()[1];

function loopMetrics() {
  const { 2: loopCount, 3: events } = measured();
  return { loopCount, events, eventsWaiting: 0 };
}

function eventLoopUtilization(one, two) {
  return utilizationOf(measured, one, two);
}

// For the loop that `measure` looks at.
function utilizationOf(measure, one, two) {
  const { 0: idleNow, 1: start } = measure();
  if (start < 0) return { idle: 0, active: 0, utilization: 0 };
  if (two) {
    const idle = one.idle - two.idle;
    const active = one.active - two.active;
    return { idle, active, utilization: active / (idle + active) };
  }
  const activeNow = now() - start - idleNow;
  if (!one) return { idle: idleNow, active: activeNow, utilization: activeNow / (idleNow + activeNow) };
  const idle = idleNow - one.idle;
  const active = activeNow - one.active;
  return { idle, active, utilization: active / (idle + active) };
}

module.exports = { eventLoopUtilization, idleTime, loopMetrics, loopStart, utilizationOf };
