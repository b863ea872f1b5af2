'use strict';

// Histograms of perf_hooks: internal/histogram_counts.js does the counting.

const {
  BigInt, Map, MathMax, MathRound, Number, NumberIsNaN, ObjectDefineProperty, RangeError, SafeMap, Symbol, SymbolDispose,
} = primordials;
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_OUT_OF_RANGE } } =
  require('internal/errors');
const { validateInteger, validateNumber, validateObject } = require('internal/validators');
const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');
const { Counts, NO_MINIMUM } = require('internal/histogram_counts');
const { scopeIfHooked } = require('internal/async_hooks');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEmptyObject } = require('internal/util/frozen');

const kSkipThrow = Symbol('kSkipThrow');
const NO_MINIMUM_BIGINT = 9223372036854775807n;

class Histogram {
  #counts;

  constructor(skip = undefined, counts = undefined) {
    if (skip !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#counts = counts;
    markTransferMode(this, true, false);
  }

  static countsOf(histogram) {
    if (typeof histogram !== 'object' || histogram === null || !(#counts in histogram)) {
      throw new ERR_INVALID_THIS('Histogram');
    }
    return histogram.#counts;
  }

  static is(value) {
    return typeof value === 'object' && value !== null && #counts in value;
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return `[${this.constructor.name}]`;
    const { inspect } = require('internal/util/inspect');
    return `Histogram ${inspect({
      min: this.min, max: this.max, mean: this.mean, exceeds: this.exceeds, stddev: this.stddev, count: this.count,
      percentiles: this.percentiles,
    }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  get count() { return countsOf(this).count; }
  get countBigInt() { return BigInt(countsOf(this).count); }
  get min() { return countsOf(this).min; }
  get minBigInt() { const { min } = countsOf(this); return min === NO_MINIMUM ? NO_MINIMUM_BIGINT : BigInt(min); }
  get max() { return countsOf(this).max; }
  get maxBigInt() { return BigInt(countsOf(this).max); }
  get mean() { return countsOf(this).mean; }
  get exceeds() { return countsOf(this).exceeds; }
  get exceedsBigInt() { return BigInt(countsOf(this).exceeds); }
  get stddev() { return countsOf(this).stddev; }

  percentile(percentile) {
    const counts = countsOf(this);
    validatePercentile(percentile);
    return counts.percentile(percentile);
  }

  percentileBigInt(percentile) {
    const counts = countsOf(this);
    validatePercentile(percentile);
    return BigInt(counts.percentile(percentile));
  }

  get percentiles() {
    return countsOf(this).percentiles(new (mapFor(this))());
  }

  get percentilesBigInt() {
    const result = new (mapFor(this))();
    for (const entry of countsOf(this).percentiles(new SafeMap()).entries()) result.set(entry[0], BigInt(entry[1]));
    return result;
  }

  reset() {
    countsOf(this).reset();
  }

  toJSON() {
    const percentiles = {};
    for (const entry of countsOf(this).percentiles(new SafeMap()).entries()) percentiles[entry[0]] = entry[1];
    return { count: this.count, min: this.min, max: this.max, mean: this.mean, exceeds: this.exceeds,
             stddev: this.stddev, percentiles };
  }

  [kClone]() {
    return { data: countsOf(this), deserializeInfo: 'internal/histogram:ClonedHistogram' };
  }

  [kDeserialize]() {}
}
const { countsOf, is: isHistogram } = Histogram;
delete Histogram.countsOf;
delete Histogram.is;

function validatePercentile(percentile) {
  validateNumber(percentile, 'percentile');
  if (NumberIsNaN(percentile) || percentile <= 0 || percentile > 100) {
    throw new ERR_OUT_OF_RANGE('percentile', '> 0 && <= 100', percentile);
  }
}

// `percentiles` of an interval histogram is a SafeMap in Node, and inspecting it shows the class.
const mapFor = (histogram) => (histogram instanceof IntervalHistogram ? SafeMap : Map);

function recordableCounts(histogram) {
  if (!isHistogram(histogram) || !(histogram instanceof RecordableHistogram)) throw new ERR_INVALID_THIS('RecordableHistogram');
  return countsOf(histogram);
}

class RecordableHistogram extends Histogram {
  record(value) {
    const counts = recordableCounts(this);
    if (typeof value === 'bigint') {
      if (value < 1n || value > NO_MINIMUM_BIGINT) throw outOfRange();
      counts.record(Number(value));
      return;
    }
    validateInteger(value, 'val', 1);
    counts.record(value);
  }

  recordDelta() {
    const counts = recordableCounts(this);
    const now = require('internal/perf/entries').now() * 1e6;
    if (counts.last > 0) counts.record(MathMax(1, MathRound(now - counts.last)));
    counts.last = now;
  }

  add(other) {
    const counts = recordableCounts(this);
    if (!(isHistogram(other) && other instanceof RecordableHistogram)) {
      throw new ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    }
    counts.add(countsOf(other));
  }

  [kClone]() {
    return { data: countsOf(this), deserializeInfo: 'internal/histogram:ClonedRecordableHistogram' };
  }

  [kDeserialize]() {}
}

function outOfRange() {
  const error = new RangeError('value is out of range');
  error.code = 'ERR_OUT_OF_RANGE';
  return error;
}

// The class that the receiver of a clone constructs.
class ClonedHistogram {
  [kDeserialize](counts) {
    return new Histogram(kSkipThrow, counts);
  }
}

class ClonedRecordableHistogram {
  [kDeserialize](counts) {
    return new RecordableHistogram(kSkipThrow, counts);
  }
}

function createHistogram(options = kEmptyObject) {
  validateObject(options, 'options');
  const { lowest = 1, highest = Number.MAX_SAFE_INTEGER, figures = 3 } = options;
  if (typeof lowest !== 'bigint') validateInteger(lowest, 'options.lowest', 1, Number.MAX_SAFE_INTEGER);
  if (typeof highest !== 'bigint') {
    validateInteger(highest, 'options.highest', 2 * lowest, Number.MAX_SAFE_INTEGER);
  } else if (highest < 2n * lowest) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('options.highest', highest);
  }
  validateInteger(figures, 'options.figures', 1, 5);
  return new RecordableHistogram(kSkipThrow, new Counts(Number(lowest), Number(highest), figures));
}

// A timer is due every `resolution` milliseconds: the histogram records how late it is, in nanoseconds.
class IntervalHistogram extends Histogram {
  #timer = null;
  #resolution;
  #counts;

  constructor(skip, counts, resolution) {
    super(skip, counts);
    this.#counts = counts;
    this.#resolution = resolution;
  }

  enable() {
    if (this.#timer !== null) return false;
    const { now } = require('internal/perf/entries');
    let last = now();
    this.#timer = require('internal/timers/timeout').setInterval(() => {
      const time = now();
      this.#counts.record(MathMax(1, MathRound((time - last) * 1e6)));
      last = time;
    }, this.#resolution);
    this.#timer.unref();
    return true;
  }

  disable() {
    if (this.#timer === null) return false;
    require('internal/timers/timeout').clearInterval(this.#timer);
    this.#timer = null;
    return true;
  }

  [SymbolDispose]() {
    this.disable();
  }
}
ObjectDefineProperty(IntervalHistogram, 'name', { __proto__: null, value: 'ELDHistogram' });

function monitorEventLoopDelay(options = kEmptyObject) {
  validateObject(options, 'options');
  const { resolution = 10 } = options;
  validateInteger(resolution, 'options.resolution', 1);
  const made = new IntervalHistogram(kSkipThrow, new Counts(1, 3.6e12, 3), resolution);
  scopeIfHooked('ELDHISTOGRAM', made);
  return made;
}

module.exports = {
  ClonedHistogram, ClonedRecordableHistogram, Histogram, RecordableHistogram, createHistogram, isHistogram, monitorEventLoopDelay,
};
