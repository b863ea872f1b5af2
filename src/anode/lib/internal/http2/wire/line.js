'use strict';

// A queue that is mostly empty: fixed_queue.js would take 16 KB for each.

class Line {
  constructor() {
    this.items = [];
    this.first = 0;
  }

  isEmpty() { return this.first === this.items.length; }
  get length() { return this.items.length - this.first; }

  push(item) { this.items[this.items.length] = item; }

  // The next item, or null.
  shift() {
    const { items } = this;
    if (this.first === items.length) return null;
    const item = items[this.first];
    items[this.first++] = undefined;
    if (this.first === items.length) {
      this.items = [];
      this.first = 0;
    }
    return item;
  }
}

module.exports = { Line };
