'use strict';

// PerformanceObserver, and the timeline of performance.getEntries.

const {
  ArrayFrom,
  ArrayIsArray,
  ArrayPrototypeConcat,
  ArrayPrototypeFilter,
  ArrayPrototypeIncludes,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  ArrayPrototypeSort,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectFreeze,
  SafeArrayIterator,
  SafeMap,
  SafeSet,
  Symbol,
  SymbolToStringTag,
} = primordials;
const { codes: {
  ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS,
} } = require('internal/errors');
const { validateFunction, validateObject } = require('internal/validators');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEnumerableProperty } = require('internal/util/frozen');

const kSkipThrow = Symbol('kSkipThrow');
const TYPES = ObjectFreeze(['dns', 'function', 'gc', 'http', 'http2', 'mark', 'measure', 'net', 'resource']);

const timeline = { __proto__: null, mark: [], measure: [], resource: [] };
let resourceLimit = 250;
let resourceFull = null;
let resourceWaiting = [];
let warnedTypes = null;

const byStart = (a, b) => a.startTime - b.startTime;

function filtered(entries, name, type) {
  let found = entries;
  if (name !== undefined) found = ArrayPrototypeFilter(found, (entry) => entry.name === name);
  if (type !== undefined) found = ArrayPrototypeFilter(found, (entry) => entry.entryType === type);
  return ArrayPrototypeSort(found === entries ? ArrayPrototypeSlice(found) : found, byStart);
}

class PerformanceObserverEntryList {
  #entries;

  constructor(skip = undefined, entries = undefined) {
    if (skip !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#entries = ArrayPrototypeSort(entries, byStart);
  }

  getEntries() {
    return ArrayPrototypeSlice(this.#entries);
  }

  getEntriesByType(type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    return filtered(this.#entries, undefined, `${type}`);
  }

  getEntriesByName(name, type = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return filtered(this.#entries, `${name}`, type != null ? `${type}` : undefined);
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    return `PerformanceObserverEntryList ${inspect(this.#entries, {
      ...options, depth: options.depth == null ? null : options.depth - 1,
    })}`;
  }
}
ObjectDefineProperties(PerformanceObserverEntryList.prototype, {
  getEntries: kEnumerableProperty,
  getEntriesByType: kEnumerableProperty,
  getEntriesByName: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'PerformanceObserverEntryList' },
});

// Observers by the type of entry: code that makes entries asks first whether there is one.
const watching = new SafeMap();
const observers = new SafeSet();
const pending = new SafeSet();
let scheduled = false;

const hasObserver = (type) => (watching.get(type) ?? 0) > 0;

class PerformanceObserver {
  #buffer = [];
  #types = new SafeSet();
  #mode = null;
  #callback;

  constructor(callback) {
    validateFunction(callback, 'callback');
    this.#callback = callback;
  }

  observe(options = {}) {
    validateObject(options, 'options');
    const { entryTypes, type, buffered } = { ...options };
    if (entryTypes === undefined && type === undefined) throw new ERR_MISSING_ARGS('options.entryTypes', 'options.type');
    if (entryTypes != null && type != null) {
      throw new ERR_INVALID_ARG_VALUE('options.entryTypes', entryTypes,
                                      'options.entryTypes can not set with options.type together');
    }
    if (this.#mode === null) this.#mode = entryTypes !== undefined ? 'multiple' : 'single';
    if (this.#mode === 'multiple') {
      if (!ArrayIsArray(entryTypes)) throw new ERR_INVALID_ARG_TYPE('options.entryTypes', 'string[]', entryTypes);
      this.#forget();
      for (let i = 0; i < entryTypes.length; i++) this.#watch(entryTypes[i]);
    } else {
      if (type === undefined || !this.#watch(type)) {
        if (type === undefined || !ArrayPrototypeIncludes(TYPES, type)) return;
      }
      if (buffered) {
        const old = timeline[type];
        if (old !== undefined && old.length > 0) {
          for (let i = 0; i < old.length; i++) ArrayPrototypePush(this.#buffer, old[i]);
          queue(this);
        }
      }
    }
    if (this.#types.size > 0) observers.add(this);
    else this.disconnect();
  }

  #watch(type) {
    if (!ArrayPrototypeIncludes(TYPES, type) || this.#types.has(type)) return false;
    this.#types.add(type);
    watching.set(type, (watching.get(type) ?? 0) + 1);
    if (type === 'gc' && watching.get('gc') === 1) require('internal/v8/collections').listen(garbageListener());
    return true;
  }

  #forget() {
    for (const type of this.#types) {
      watching.set(type, watching.get(type) - 1);
      if (type === 'gc' && watching.get('gc') === 0) require('internal/v8/collections').unlisten(garbageListener());
    }
    this.#types.clear();
  }

  disconnect() {
    this.#forget();
    observers.delete(this);
    pending.delete(this);
    this.#buffer = [];
    this.#mode = null;
  }

  takeRecords() {
    const list = this.#buffer;
    this.#buffer = [];
    return list;
  }

  static get supportedEntryTypes() {
    return TYPES;
  }

  static add(observer, entry) {
    if (!observer.#types.has(entry.entryType)) return;
    ArrayPrototypePush(observer.#buffer, entry);
    queue(observer);
  }

  static dispatch(observer) {
    const entries = observer.takeRecords();
    if (entries.length === 0) return;
    observer.#callback(new PerformanceObserverEntryList(kSkipThrow, entries), observer);
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    return `PerformanceObserver ${inspect({
      connected: observers.has(this), pending: pending.has(this), entryTypes: ArrayFrom(this.#types), buffer: this.#buffer,
    }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}
const { add, dispatch } = PerformanceObserver;
delete PerformanceObserver.add;
delete PerformanceObserver.dispatch;
ObjectDefineProperties(PerformanceObserver.prototype, {
  observe: kEnumerableProperty,
  disconnect: kEnumerableProperty,
  takeRecords: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'PerformanceObserver' },
});

// Makes the entries of garbage collections.
let garbage;
const garbageListener = () => (garbage ??= {
  __proto__: null, figures: false,
  hear(kind, flags, start, duration) {
    const { makeNodeEntry } = require('internal/perf/entries');
    const entry = makeNodeEntry('gc', 'gc', start, duration, { kind, flags });
    const { deprecate } = require('internal/util/deprecation');
    const message = 'Custom PerformanceEntry accessors are deprecated. Please use the detail property.';
    for (const { 0: name, 1: value } of new SafeArrayIterator([['kind', kind], ['flags', flags]])) {
      ObjectDefineProperty(entry, name, {
        __proto__: null, configurable: true, enumerable: true, get: deprecate(() => value, message, 'DEP0152'),
      });
    }
    enqueue(entry);
  },
});

// Observers are called after the code that made the entries.
function queue(observer) {
  pending.add(observer);
  if (scheduled) return;
  scheduled = true;
  const { setImmediate } = require('internal/timers/immediate');
  setImmediate(() => {
    scheduled = false;
    const list = ArrayFrom(pending);
    pending.clear();
    for (let i = 0; i < list.length; i++) dispatch(list[i]);
  });
}

function enqueue(entry) {
  for (const observer of observers) add(observer, entry);
}

const WARN_AT = 1e6;

function bufferUserTiming(entry) {
  const type = entry.entryType;
  const buffer = timeline[type];
  ArrayPrototypePush(buffer, entry);
  if (buffer.length <= WARN_AT) return;
  warnedTypes ??= new SafeSet();
  if (warnedTypes.has(type)) return;
  warnedTypes.add(type);
  process.emitWarning(
    `Possible perf_hooks memory leak detected. ${buffer.length} ${type} entries added to the global performance entry ` +
    'buffer. Use performance.clear' + (type === 'mark' ? 'Marks' : 'Measures') + ' to clear the buffer.',
    'MaxPerformanceEntryBufferExceededWarning');
}

// The resource buffer has a limit. When it is full, an event tells the program, which may clear or enlarge it.
function bufferResource(entry) {
  if (timeline.resource.length < resourceLimit && resourceFull === null) {
    ArrayPrototypePush(timeline.resource, entry);
    return;
  }
  ArrayPrototypePush(resourceWaiting, entry);
  if (resourceFull !== null) return;
  const { setImmediate } = require('internal/timers/immediate');
  resourceFull = setImmediate(() => {
    resourceFull = null;
    const { performance } = require('internal/perf/performance');
    while (resourceWaiting.length > 0) {
      const before = resourceWaiting.length;
      if (timeline.resource.length >= resourceLimit) {
        const { Event } = require('internal/event_target');
        performance.dispatchEvent(new Event('resourcetimingbufferfull'));
      }
      while (resourceWaiting.length > 0 && timeline.resource.length < resourceLimit) {
        ArrayPrototypePush(timeline.resource, resourceWaiting[0]);
        resourceWaiting = ArrayPrototypeSlice(resourceWaiting, 1);
      }
      if (before <= resourceWaiting.length) {
        resourceWaiting = [];
        break;
      }
    }
  });
}

function setResourceLimit(limit) {
  resourceLimit = limit;
}

function clearEntries(type, name) {
  if (type === 'resource' || name === undefined) timeline[type] = [];
  else timeline[type] = ArrayPrototypeFilter(timeline[type], (entry) => entry.name !== name);
}

function getEntries(name, type) {
  const buffer = type !== undefined ? timeline[type] ?? [] :
    ArrayPrototypeConcat(timeline.mark, timeline.measure, timeline.resource);
  return filtered(buffer, name, type);
}

module.exports = {
  PerformanceObserver, PerformanceObserverEntryList, bufferResource, bufferUserTiming, clearEntries, enqueue,
  getEntries, hasObserver, setResourceLimit,
};
