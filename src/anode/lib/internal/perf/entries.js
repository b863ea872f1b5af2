'use strict';

// The entries of the performance timeline, by the Performance Timeline and User Timing standards.

const {
  ObjectDefineProperties,
  SafeArrayIterator,
  SafeMap,
  SafeSet,
  Symbol,
  SymbolToStringTag,
} = primordials;
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS,
                 ERR_PERFORMANCE_INVALID_TIMESTAMP, ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS } } = require('internal/errors');
const { validateObject, validateNumber, validateString } = require('internal/validators');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEnumerableProperty } = require('internal/util/frozen');

const kSkipThrow = Symbol('kSkipThrow');
const now = () => binding('time').hrtime();

class PerformanceEntry {
  #name;
  #type;
  #startTime;
  #duration;
  #detail;

  constructor(skip = undefined, name = undefined, type = undefined, startTime = undefined, duration = undefined,
              detail = undefined) {
    if (skip !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#name = name;
    this.#type = type;
    this.#startTime = startTime;
    this.#duration = duration;
    this.#detail = detail;
  }

  static check(value) {
    if (typeof value !== 'object' || value === null || !(#name in value)) throw new ERR_INVALID_THIS('PerformanceEntry');
  }

  static detailOf(value) {
    return value.#detail;
  }

  get name() {
    check(this);
    return this.#name;
  }

  get entryType() {
    check(this);
    return this.#type;
  }

  get startTime() {
    check(this);
    return this.#startTime;
  }

  get duration() {
    check(this);
    return this.#duration;
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    return `${this.constructor.name} ${inspect(this.toJSON(), { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  toJSON() {
    check(this);
    return { name: this.#name, entryType: this.#type, startTime: this.#startTime, duration: this.#duration };
  }
}
const { check, detailOf } = PerformanceEntry;
delete PerformanceEntry.check;
delete PerformanceEntry.detailOf;

ObjectDefineProperties(PerformanceEntry.prototype, {
  name: kEnumerableProperty,
  entryType: kEnumerableProperty,
  startTime: kEnumerableProperty,
  duration: kEnumerableProperty,
  toJSON: kEnumerableProperty,
});

// An entry that Node makes (function, gc, http …) has an own property `detail`.
class PerformanceNodeEntry extends PerformanceEntry {
  get detail() {
    return detailOf(this);
  }

  toJSON() {
    return { ...super.toJSON(), detail: detailOf(this) };
  }
}
const makeNodeEntry = (name, type, startTime, duration, detail) =>
  new PerformanceNodeEntry(kSkipThrow, name, type, startTime, duration, detail);

const structured = (value) => (value == null ? null : require('internal/engine').structuredClone(value));

class PerformanceMark extends PerformanceEntry {
  constructor(name, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    name = `${name}`;
    if (reservedNames.has(name)) throw new ERR_INVALID_ARG_VALUE('name', name);
    if (options != null) validateObject(options, 'options');
    const startTime = options?.startTime ?? now();
    validateNumber(startTime, 'startTime');
    if (startTime < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(startTime);
    super(kSkipThrow, name, 'mark', startTime, 0, structured(options?.detail));
  }

  get detail() {
    check(this);
    return detailOf(this);
  }

  toJSON() {
    return { name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration,
             detail: this.detail };
  }
}

class PerformanceMeasure extends PerformanceEntry {
  get detail() {
    check(this);
    return detailOf(this);
  }

  toJSON() {
    return { name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration,
             detail: this.detail };
  }
}
for (const Class of new SafeArrayIterator([PerformanceMark, PerformanceMeasure])) {
  ObjectDefineProperties(Class.prototype, {
    detail: kEnumerableProperty, [SymbolToStringTag]: { __proto__: null, configurable: true, value: Class.name },
  });
}

// The milestones of the process's start can be named in place of marks.
const reservedNames = new SafeSet([
  'nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit', 'bootstrapComplete',
]);
const marks = new SafeMap();

function timeOfMark(name) {
  if (name === undefined) return undefined;
  if (typeof name === 'number') {
    if (name < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(name);
    return name;
  }
  name = `${name}`;
  if (reservedNames.has(name)) return require('internal/perf/node_timing').nodeTiming[name];
  const time = marks.get(name);
  if (time === undefined) {
    const DOMException = require('internal/per_context/lazy_domexception').lazyDOMExceptionClass();
    throw new DOMException(`The "${name}" performance mark has not been set`, 'SyntaxError');
  }
  return time;
}

function makeMark(name, options) {
  const mark = new PerformanceMark(name, options);
  marks.set(mark.name, mark.startTime);
  return mark;
}

function makeMeasure(name, startOrOptions, endMark) {
  validateString(name, 'name');
  const options = startOrOptions !== null && typeof startOrOptions === 'object' ? startOrOptions : {};
  if (options.start !== undefined || options.end !== undefined) {
    if (endMark !== undefined) throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('endMark must not be specified');
    if (options.start !== undefined && options.end !== undefined && options.duration !== undefined) {
      throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS(
        'Must not have options.start, options.end, and options.duration specified');
    }
  }
  let end;
  if (endMark !== undefined) end = timeOfMark(endMark);
  else if (options.end !== undefined) end = timeOfMark(options.end);
  else if (options.start !== undefined && options.duration !== undefined) {
    end = timeOfMark(options.start) + timeOfMark(options.duration);
  } else {
    end = now();
  }
  let start = 0;
  if (typeof startOrOptions === 'string') start = timeOfMark(startOrOptions);
  else if (options.start !== undefined) start = timeOfMark(options.start);
  else if (options.duration !== undefined && options.end !== undefined) start = end - timeOfMark(options.duration);
  return new PerformanceMeasure(kSkipThrow, name, 'measure', start, end - start, structured(options.detail));
}

function clearMarkTimes(name) {
  if (name === undefined) {
    marks.clear();
    return;
  }
  name = `${name}`;
  if (reservedNames.has(name)) throw new ERR_INVALID_ARG_VALUE('name', name);
  marks.delete(name);
}

module.exports = {
  PerformanceEntry, PerformanceMark, PerformanceMeasure, clearMarkTimes, kSkipThrow, makeMark, makeMeasure, makeNodeEntry, now,
};
