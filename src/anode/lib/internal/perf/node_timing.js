'use strict';

// performance.nodeTiming: when the process reached which stage, in milliseconds from the time origin.

const { ObjectDefineProperties, ObjectSetPrototypeOf } = primordials;
const { PerformanceEntry, kSkipThrow, now } = require('internal/perf/entries');

const stages = { __proto__: null, nodeStart: 0, v8Start: 0, environment: 0, bootstrapComplete: 0, loopStart: -1, loopExit: -1 };

// Boot tells when a stage is reached.
function reached(stage, time = now()) {
  stages[stage] = time;
}

class PerformanceNodeTiming extends PerformanceEntry {
  constructor() {
    super(kSkipThrow, 'node', 'node', 0, 0);
    const value = (get) => ({ __proto__: null, enumerable: true, configurable: true, get });
    ObjectDefineProperties(this, {
      name: { __proto__: null, enumerable: true, configurable: true, value: 'node' },
      entryType: { __proto__: null, enumerable: true, configurable: true, value: 'node' },
      startTime: { __proto__: null, enumerable: true, configurable: true, value: 0 },
      duration: value(now),
      nodeStart: value(() => stages.nodeStart),
      v8Start: value(() => stages.v8Start),
      bootstrapComplete: value(() => stages.bootstrapComplete),
      environment: value(() => stages.environment),
      loopStart: value(() => stages.loopStart),
      loopExit: value(() => stages.loopExit),
      idleTime: value(() => require('internal/perf/utilization').idleTime()),
    });
  }

  get uvMetricsInfo() {
    return { loopCount: 0, events: 0, eventsWaiting: 0, ...require('internal/perf/utilization').loopMetrics() };
  }

  toJSON() {
    return {
      name: 'node', entryType: 'node', startTime: 0, duration: this.duration, nodeStart: this.nodeStart,
      v8Start: this.v8Start, bootstrapComplete: this.bootstrapComplete, environment: this.environment,
      loopStart: this.loopStart, loopExit: this.loopExit, idleTime: this.idleTime,
    };
  }
}
ObjectSetPrototypeOf(PerformanceNodeTiming, PerformanceEntry);

module.exports = { PerformanceNodeTiming, nodeTiming: new PerformanceNodeTiming(), reached, stages };
