'use strict';

// Histograms: how often which value was recorded, to three significant digits, as HdrHistogram keeps them.

const {
  ArrayFrom,
  ArrayPrototypeSort,
  BigInt,
  Map,
  MathCeil,
  MathMax,
  Number,
  MathRound,
  MathSqrt,
  NumberIsNaN,
  ObjectDefineProperty,
  SafeMap,
  Symbol,
} = primordials;
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_OUT_OF_RANGE } } =
  require('internal/errors');
const { validateInteger, validateNumber, validateObject } = require('internal/validators');
const { customInspectSymbol, kEmptyObject } = require('internal/util');

const kSkipThrow = Symbol('kSkipThrow');
const NO_MINIMUM = 9223372036854776000;
const NO_MINIMUM_BIGINT = 9223372036854775807n;

// The bucket a value falls into is its value with all but the highest bits cleared: `figures` digits need so many.
const bitsFor = (figures) => (figures <= 1 ? 4 : figures === 2 ? 7 : figures === 3 ? 10 : figures === 4 ? 14 : 17);

class Counts {
  constructor(lowest, highest, figures) {
    this.lowest = lowest;
    this.highest = highest;
    this.bits = bitsFor(figures) + 1;
    this.reset();
  }

  reset() {
    this.counts = new SafeMap();
    this.count = 0;
    this.exceeds = 0;
    this.min = NO_MINIMUM;
    this.max = 0;
    this.last = 0;
  }

  bucket(value) {
    let unit = 1;
    while (value / unit >= 2 ** this.bits) unit *= 2;
    return value - (value % unit);
  }

  top(value) {
    let unit = 1;
    while (value / unit >= 2 ** this.bits) unit *= 2;
    return value - (value % unit) + unit - 1;
  }

  record(value) {
    if (value > this.highest) {
      this.exceeds++;
      return;
    }
    const bucket = this.bucket(value);
    this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + 1);
    this.count++;
    if (value < this.min) this.min = this.bucket(value);
    if (value > this.max) this.max = this.top(value);
  }

  sorted() {
    return ArrayPrototypeSort(ArrayFrom(this.counts.entries()), (a, b) => a[0] - b[0]);
  }

  get mean() {
    if (this.count === 0) return NaN;
    let sum = 0;
    for (const entry of this.counts.entries()) sum += this.middle(entry[0]) * entry[1];
    return sum / this.count;
  }

  middle(bucket) {
    const top = this.top(bucket);
    return top === bucket ? bucket : bucket + (top - bucket + 1) / 2;
  }

  get stddev() {
    if (this.count === 0) return NaN;
    const { mean } = this;
    let sum = 0;
    for (const entry of this.counts.entries()) sum += (this.middle(entry[0]) - mean) ** 2 * entry[1];
    return MathSqrt(sum / this.count);
  }

  percentile(percentile) {
    const wanted = MathMax(1, MathCeil(percentile / 100 * this.count));
    let seen = 0;
    const sorted = this.sorted();
    for (let i = 0; i < sorted.length; i++) {
      seen += sorted[i][1];
      if (seen >= wanted) return this.top(sorted[i][0]);
    }
    return 0;
  }

  // The values at 0, 50, 75, 87.5 … percent, halving the distance until every value is counted.
  percentiles() {
    const result = new SafeMap();
    if (this.count === 0) {
      result.set(100, 0);
      return result;
    }
    result.set(0, this.percentile(0));
    for (let rest = 50; rest > 0 && result.get(0) < this.max; rest /= 2) {
      const at = 100 - rest;
      if (this.percentile(at) >= this.max) {
        result.set(at, this.percentile(at));
        break;
      }
      result.set(at, this.percentile(at));
    }
    result.set(100, this.percentile(100));
    return result;
  }

  add(other) {
    for (const entry of other.counts.entries()) {
      this.counts.set(entry[0], (this.counts.get(entry[0]) ?? 0) + entry[1]);
    }
    this.count += other.count;
    this.exceeds += other.exceeds;
    if (other.min < this.min) this.min = other.min;
    if (other.max > this.max) this.max = other.max;
  }
}

class Histogram {
  #counts;

  constructor(skip = undefined, counts = undefined) {
    if (skip !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#counts = counts;
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
    return new Map(countsOf(this).percentiles().entries());
  }

  get percentilesBigInt() {
    const result = new Map();
    for (const entry of countsOf(this).percentiles().entries()) result.set(entry[0], BigInt(entry[1]));
    return result;
  }

  reset() {
    countsOf(this).reset();
  }

  toJSON() {
    const percentiles = {};
    for (const entry of countsOf(this).percentiles().entries()) percentiles[entry[0]] = entry[1];
    return { count: this.count, min: this.min, max: this.max, mean: this.mean, exceeds: this.exceeds,
             stddev: this.stddev, percentiles };
  }
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

class RecordableHistogram extends Histogram {
  record(value) {
    const counts = countsOf(this);
    if (typeof value === 'bigint') {
      if (value < 1n || value > 2n ** 63n - 1n) throw new ERR_OUT_OF_RANGE('val', '>= 1 && <= 9223372036854775807', value);
      counts.record(Number(value));
      return;
    }
    validateInteger(value, 'val', 1);
    counts.record(value);
  }

  recordDelta() {
    const counts = countsOf(this);
    const now = require('internal/perf/entries').now() * 1e6;
    if (counts.last > 0) counts.record(MathMax(1, MathRound(now - counts.last)));
    counts.last = now;
  }

  add(other) {
    const counts = countsOf(this);
    if (!(isHistogram(other) && other instanceof RecordableHistogram)) {
      throw new ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    }
    counts.add(countsOf(other));
  }
}

function createHistogram(options = kEmptyObject) {
  validateObject(options, 'options');
  const { lowest = 1, highest = Number.MAX_SAFE_INTEGER, figures = 3 } = options;
  if (typeof lowest !== 'bigint') validateInteger(lowest, 'options.lowest', 1, Number.MAX_SAFE_INTEGER);
  if (typeof highest !== 'bigint') {
    validateInteger(highest, 'options.highest', 2 * Number(lowest), Number.MAX_SAFE_INTEGER);
  } else if (highest < 2n * BigInt(lowest)) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('highest', highest);
  }
  validateInteger(figures, 'options.figures', 1, 5);
  return new RecordableHistogram(kSkipThrow, new Counts(Number(lowest), Number(highest), figures));
}

// How late a timer comes that should come every `resolution` milliseconds, in nanoseconds.
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
    this.#timer = require('timers').setInterval(() => {
      const time = now();
      this.#counts.record(MathMax(1, MathRound((time - last) * 1e6)));
      last = time;
    }, this.#resolution);
    this.#timer.unref();
    return true;
  }

  disable() {
    if (this.#timer === null) return false;
    require('timers').clearInterval(this.#timer);
    this.#timer = null;
    return true;
  }

  [require('internal/util').SymbolDispose]() {
    this.disable();
  }
}
ObjectDefineProperty(IntervalHistogram, 'name', { __proto__: null, value: 'ELDHistogram' });

function monitorEventLoopDelay(options = kEmptyObject) {
  validateObject(options, 'options');
  const { resolution = 10 } = options;
  validateInteger(resolution, 'options.resolution', 1);
  return new IntervalHistogram(kSkipThrow, new Counts(1, 3.6e12, 3), resolution);
}

module.exports = { Histogram, RecordableHistogram, createHistogram, isHistogram, monitorEventLoopDelay };
