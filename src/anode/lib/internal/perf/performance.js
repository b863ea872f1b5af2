'use strict';

// globalThis.performance.

const {
  ObjectDefineProperties,
  Symbol,
  SymbolToStringTag,
} = primordials;
const { EventTarget, defineEventHandler } = require('internal/event_target');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS, ERR_MISSING_ARGS } } =
  require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEnumerableProperty } = require('internal/util/frozen');
const entries = require('internal/perf/entries');
const observe = require('internal/perf/observe');

const kSkipThrow = Symbol('kSkipThrow');
let timeOriginValue;

class Performance extends EventTarget {
  #brand = true;

  constructor(skip = undefined) {
    if (skip !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
  }

  static check(self) {
    if (typeof self !== 'object' || self === null || !(#brand in self)) throw new ERR_INVALID_THIS('Performance');
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    return `Performance ${inspect({ nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin },
                                  { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  clearMarks(name = undefined) {
    check(this);
    if (name !== undefined) name = `${name}`;
    entries.clearMarkTimes(name);
    observe.clearEntries('mark', name);
  }

  clearMeasures(name = undefined) {
    check(this);
    observe.clearEntries('measure', name === undefined ? undefined : `${name}`);
  }

  clearResourceTimings(name = undefined) {
    check(this);
    observe.clearEntries('resource', name === undefined ? undefined : `${name}`);
  }

  getEntries() {
    check(this);
    return observe.getEntries();
  }

  getEntriesByName(name, type = undefined) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return observe.getEntries(`${name}`, type === undefined ? undefined : `${type}`);
  }

  getEntriesByType(type) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    return observe.getEntries(undefined, `${type}`);
  }

  mark(name, options = undefined) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    const mark = entries.makeMark(name, options);
    observe.enqueue(mark);
    observe.bufferUserTiming(mark);
    return mark;
  }

  measure(name, startOrOptions = {}, endMark = undefined) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    const measure = entries.makeMeasure(name, startOrOptions, endMark);
    observe.enqueue(measure);
    observe.bufferUserTiming(measure);
    return measure;
  }

  now() {
    check(this);
    return entries.now();
  }

  setResourceTimingBufferSize(maxSize) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('maxSize');
    observe.setResourceLimit(maxSize >>> 0);
  }

  get timeOrigin() {
    check(this);
    return (timeOriginValue ??= binding('time').time_origin());
  }

  toJSON() {
    check(this);
    return {
      nodeTiming: this.nodeTiming,
      timeOrigin: this.timeOrigin,
      eventLoopUtilization: this.eventLoopUtilization(),
    };
  }
}
const { check } = Performance;
delete Performance.check;

const lazy = (get) => ({ __proto__: null, configurable: true, enumerable: false, get });
const method = (value) => ({ __proto__: null, configurable: true, enumerable: false, writable: true, value });
ObjectDefineProperties(Performance.prototype, {
  clearMarks: kEnumerableProperty,
  clearMeasures: kEnumerableProperty,
  clearResourceTimings: kEnumerableProperty,
  getEntries: kEnumerableProperty,
  getEntriesByName: kEnumerableProperty,
  getEntriesByType: kEnumerableProperty,
  mark: kEnumerableProperty,
  measure: kEnumerableProperty,
  now: kEnumerableProperty,
  timeOrigin: kEnumerableProperty,
  toJSON: kEnumerableProperty,
  setResourceTimingBufferSize: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'Performance' },
  // Node's own additions.
  eventLoopUtilization: method(require('internal/perf/utilization').eventLoopUtilization),
  nodeTiming: lazy(() => require('internal/perf/node_timing').nodeTiming),
  markResourceTiming: method(function markResourceTiming(
    timingInfo, requestedUrl, initiatorType, global, cacheMode, bodyInfo, responseStatus, deliveryType = '') {
    return require('internal/perf/resource_timing').markResourceTiming(
      timingInfo, requestedUrl, initiatorType, global, cacheMode, bodyInfo, responseStatus, deliveryType);
  }),
  timerify: method(require('internal/perf/timerify')),
});
defineEventHandler(Performance.prototype, 'resourcetimingbufferfull');

module.exports = { Performance, performance: new Performance(kSkipThrow) };
