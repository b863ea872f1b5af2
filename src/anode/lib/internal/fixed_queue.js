'use strict';

// First in, first out, without the cost of Array.prototype.shift. Items are never null.

const COMPACT_AT = 4096;

module.exports = class FixedQueue {
  constructor() {
    this.items = [];
    this.head = 0;
    this.tail = 0;
  }

  isEmpty() {
    return this.head === this.tail;
  }

  push(item) {
    this.items[this.tail++] = item;
  }

  shift() {
    if (this.head === this.tail) return null;
    const { items, head } = this;
    const item = items[head];
    items[head] = undefined;
    this.head = head + 1;
    if (this.head === this.tail) {
      this.head = this.tail = 0;
      if (items.length > COMPACT_AT) items.length = 0;
    } else if (this.head >= COMPACT_AT && this.head * 2 > this.tail) {
      // A queue that never runs empty must not grow for ever.
      let to = 0;
      for (let from = this.head; from < this.tail; from++) items[to++] = items[from];
      items.length = to;
      this.head = 0;
      this.tail = to;
    }
    return item;
  }
};
