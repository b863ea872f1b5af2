'use strict';

// PerformanceResourceTiming: the times of fetching a resource (the Resource Timing standard).

const {
  ObjectDefineProperties, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor, ObjectSetPrototypeOf, Symbol, SymbolToStringTag,
} = primordials;
const { codes: { ERR_INTERNAL_ASSERTION } } = require('internal/errors');
const { kEnumerableProperty } = require('internal/util/frozen');
const { PerformanceEntry, kSkipThrow } = require('internal/perf/entries');
const { bufferResource, enqueue } = require('internal/perf/observe');

const kInfo = Symbol('timing info');

const read = {
  initiatorType: (i) => i.initiatorType,
  nextHopProtocol: (i) => i.timing.finalConnectionTimingInfo?.ALPNNegotiatedProtocol,
  workerStart: (i) => i.timing.finalServiceWorkerStartTime,
  redirectStart: (i) => i.timing.redirectStartTime,
  redirectEnd: (i) => i.timing.redirectEndTime,
  fetchStart: (i) => i.timing.postRedirectStartTime,
  domainLookupStart: (i) => i.timing.finalConnectionTimingInfo?.domainLookupStartTime,
  domainLookupEnd: (i) => i.timing.finalConnectionTimingInfo?.domainLookupEndTime,
  connectStart: (i) => i.timing.finalConnectionTimingInfo?.connectionStartTime,
  connectEnd: (i) => i.timing.finalConnectionTimingInfo?.connectionEndTime,
  secureConnectionStart: (i) => i.timing.finalConnectionTimingInfo?.secureConnectionStartTime,
  requestStart: (i) => i.timing.finalNetworkRequestStartTime,
  responseStart: (i) => i.timing.finalNetworkResponseStartTime,
  responseEnd: (i) => i.timing.endTime,
  transferSize: (i) => (i.cacheMode === 'local' ? 0 : i.timing.encodedBodySize + 300),
  encodedBodySize: (i) => i.timing.encodedBodySize,
  decodedBodySize: (i) => i.timing.decodedBodySize,
  deliveryType: (i) => i.deliveryType,
  responseStatus: (i) => i.responseStatus,
};

class PerformanceResourceTiming extends PerformanceEntry {
  constructor(skip = undefined, name = undefined, startTime = undefined, duration = undefined, info = undefined) {
    super(skip, name, 'resource', startTime, duration);
    this[kInfo] = info;
  }

  toJSON() {
    const result = { name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration };
    for (const key in read) result[key] = this[key];
    return result;
  }
}
for (const key in read) {
  const get = read[key];
  ObjectDefineProperty(PerformanceResourceTiming.prototype, key, {
    __proto__: null, ...ObjectGetOwnPropertyDescriptor({ get [key]() { return get(this[kInfo]); } }, key),
  });
}
ObjectDefineProperties(PerformanceResourceTiming.prototype, {
  toJSON: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'PerformanceResourceTiming' },
});
ObjectSetPrototypeOf(PerformanceResourceTiming, PerformanceEntry);

function markResourceTiming(timing, requestedUrl, initiatorType, global, cacheMode, bodyInfo, responseStatus, deliveryType = '') {
  if (cacheMode !== '' && cacheMode !== 'local') throw new ERR_INTERNAL_ASSERTION('cache must be an empty string or \'local\'');
  const entry = new PerformanceResourceTiming(
    kSkipThrow, requestedUrl, timing.startTime, timing.endTime - timing.startTime,
    { timing, initiatorType, cacheMode, responseStatus, deliveryType });
  enqueue(entry);
  bufferResource(entry);
  return entry;
}

module.exports = { PerformanceResourceTiming, markResourceTiming };
