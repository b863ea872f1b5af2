'use strict';

// performance.nodeTiming: the times of the process's stages, in milliseconds from the time origin.

const { MathMax, ObjectDefineProperties, ObjectSetPrototypeOf } = primordials;
const milestones = require('internal/perf/milestones');
const { performance } = require('internal/perf/performance');
const { PerformanceEntry, kSkipThrow, now } = require('internal/perf/entries');

// The time origin is the moment at which the engine has created the isolate, so the first two stages are at it.
const since = (stage) => (milestones[stage] < 0 ? -1 : MathMax(0, milestones[stage] - performance.timeOrigin));
const stages = {
  __proto__: null,
  nodeStart: () => 0,
  v8Start: () => 0,
  environment: () => since('environment'),
  bootstrapComplete: () => since('bootstrapComplete'),
  loopStart: () => require('internal/perf/utilization').loopStart(),
  loopExit: () => since('loopExit'),
};

class PerformanceNodeTiming extends PerformanceEntry {
  constructor() {
    super(kSkipThrow, 'node', 'node', 0, 0);
    const value = (get) => ({ __proto__: null, enumerable: true, configurable: true, get });
    ObjectDefineProperties(this, {
      name: { __proto__: null, enumerable: true, configurable: true, value: 'node' },
      entryType: { __proto__: null, enumerable: true, configurable: true, value: 'node' },
      startTime: { __proto__: null, enumerable: true, configurable: true, value: 0 },
      duration: value(now),
      nodeStart: value(stages.nodeStart),
      v8Start: value(stages.v8Start),
      environment: value(stages.environment),
      loopStart: value(stages.loopStart),
      loopExit: value(stages.loopExit),
      bootstrapComplete: value(stages.bootstrapComplete),
      idleTime: value(() => require('internal/perf/utilization').idleTime()),
      uvMetricsInfo: value(() => require('internal/perf/utilization').loopMetrics()),
    });
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

module.exports = { nodeTiming: new PerformanceNodeTiming() };
