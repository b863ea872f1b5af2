'use strict';

// Counts of recorded values, to some significant digits, as HdrHistogram (http://hdrhistogram.org) keeps them.
//
// Values are counted in slots. The smallest slots are `unit` wide, and there are as many of them as the digits need (`2 ** bits`). Above
// those, a slot is twice as wide with each power of two. A slot stands for its lowest, its highest or its middle value, depending on the
// question.

const { ArrayFrom, ArrayPrototypeSort, MathCeil, MathFloor, MathLog2, MathMax, MathMin, MathSqrt, MathTrunc, SafeMap } = primordials;
const { kClone, kDeserialize, markReference } = require('internal/worker/js_transferable');

const NO_MINIMUM = 9223372036854776000;

class Counts {
  constructor(lowest, highest, figures) {
    this.lowest = lowest;
    this.highest = highest;
    this.figures = figures;
    this.unit = 2 ** MathFloor(MathLog2(lowest));
    this.slots = 2 ** MathCeil(MathLog2(2 * 10 ** figures));
    this.reset();
    markReference(this);  // clones of a histogram share one Counts
  }

  // Another isolate gets a copy.
  [kClone]() {
    const { lowest, highest, figures, count, exceeds, smallest, largest, last } = this;
    return {
      data: { lowest, highest, figures, counts: ArrayFrom(this.counts.entries()), count, exceeds, smallest, largest, last },
      deserializeInfo: 'internal/histogram_counts:Counts',
    };
  }

  static [kDeserialize]({ lowest, highest, figures, counts, count, exceeds, smallest, largest, last }) {
    const made = new Counts(lowest, highest, figures);
    for (let i = 0; i < counts.length; i++) made.counts.set(counts[i][0], counts[i][1]);
    made.count = count;
    made.exceeds = exceeds;
    made.smallest = smallest;
    made.largest = largest;
    made.last = last;
    return made;
  }

  reset() {
    this.counts = new SafeMap();  // by a slot's lowest value
    this.count = 0;
    this.exceeds = 0;
    this.smallest = NO_MINIMUM;
    this.largest = 0;
    this.last = 0;
  }

  width(value) {
    let width = this.unit;
    while (value / width >= this.slots) width *= 2;
    return width;
  }

  bottom(value) {
    return value - (value % this.width(value));
  }

  top(value) {
    return this.bottom(value) + this.width(value) - 1;
  }

  middle(value) {
    return this.bottom(value) + MathFloor(this.width(value) / 2);
  }

  record(value) {
    if (value > this.highest) {
      this.exceeds++;
      return;
    }
    const slot = this.bottom(value);
    this.counts.set(slot, (this.counts.get(slot) ?? 0) + 1);
    this.count++;
    this.smallest = MathMin(this.smallest, value);
    this.largest = MathMax(this.largest, value);
  }

  sorted() {
    return ArrayPrototypeSort(ArrayFrom(this.counts.entries()), (a, b) => a[0] - b[0]);
  }

  get min() {
    return this.count === 0 ? NO_MINIMUM : this.bottom(this.smallest);
  }

  get max() {
    return this.count === 0 ? 0 : this.top(this.largest);
  }

  get mean() {
    if (this.count === 0) return NaN;
    let sum = 0;
    for (const { 0: slot, 1: count } of this.counts.entries()) sum += this.middle(slot) * count;
    return sum / this.count;
  }

  get stddev() {
    if (this.count === 0) return NaN;
    const { mean } = this;
    let sum = 0;
    for (const { 0: slot, 1: count } of this.counts.entries()) sum += (this.middle(slot) - mean) ** 2 * count;
    return MathSqrt(sum / this.count);
  }

  percentile(percentile) {
    const wanted = MathMax(1, MathTrunc(percentile / 100 * this.count + 0.5));
    let seen = 0;
    const sorted = this.sorted();
    for (let i = 0; i < sorted.length; i++) {
      seen += sorted[i][1];
      if (seen >= wanted) return this.top(sorted[i][0]);
    }
    return 0;
  }

  // Fills `result` with the values at 0, 50, 75, 87.5 … percent, halving the distance until every value is counted, and at 100.
  percentiles(result) {
    const sorted = this.sorted();
    let at = -1;
    let seen = 0;
    let next = 0;
    while (seen < this.count) {
      seen += sorted[++at][1];
      while (next <= 100 * seen / this.count) {
        result.set(next, sorted[at][0]);
        next += 100 / 2 ** (MathTrunc(MathLog2(100 / (100 - next))) + 1);
        if (seen === this.count) break;
      }
    }
    result.set(100, at === -1 ? 0 : sorted[at][0]);
    return result;
  }

  add(other) {
    this.exceeds += other.exceeds;
    for (const { 0: slot, 1: count } of other.counts.entries()) {
      if (slot > this.highest) {
        this.exceeds += count;
        continue;
      }
      const own = this.bottom(slot);
      this.counts.set(own, (this.counts.get(own) ?? 0) + count);
      this.count += count;
      this.smallest = MathMin(this.smallest, slot);
      this.largest = MathMax(this.largest, slot);
    }
  }
}

module.exports = { Counts, NO_MINIMUM };
