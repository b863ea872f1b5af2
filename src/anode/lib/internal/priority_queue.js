'use strict';

// A binary heap. `setPosition` tells an item its position, so that it can be moved or removed in O(log n).

module.exports = class PriorityQueue {
  #compare;
  #setPosition;
  #heap = [];
  #size = 0;

  constructor(compare = (a, b) => a - b, setPosition) {
    this.#compare = compare;
    this.#setPosition = setPosition;
  }

  insert(value) {
    this.#heap[this.#size] = value;
    this.#up(this.#size++);
  }

  peek() {
    return this.#heap[0];
  }

  // The second smallest is one of the root's children.
  secondary() {
    if (this.#size < 3) return this.#heap[1];
    return this.#compare(this.#heap[1], this.#heap[2]) <= 0 ? this.#heap[1] : this.#heap[2];
  }

  // The largest is one of the leaves.
  largest() {
    let found;
    for (let i = this.#size >> 1; i < this.#size; i++) {
      if (found === undefined || this.#compare(this.#heap[i], found) > 0) found = this.#heap[i];
    }
    return found;
  }

  shift() {
    const value = this.#heap[0];
    if (value !== undefined) this.removeAt(0);
    return value;
  }

  removeAt(position) {
    const last = --this.#size;
    const moved = this.#heap[last];
    this.#heap[last] = undefined;
    if (position < last) {
      this.#heap[position] = moved;
      if (position > 0 && this.#compare(this.#heap[(position - 1) >> 1], moved) > 0) this.#up(position);
      else this.percolateDown(position);
    }
  }

  #place(position, item) {
    this.#heap[position] = item;
    if (this.#setPosition !== undefined) this.#setPosition(item, position);
  }

  #up(position) {
    const item = this.#heap[position];
    while (position > 0) {
      const parent = (position - 1) >> 1;
      if (this.#compare(this.#heap[parent], item) <= 0) break;
      this.#place(position, this.#heap[parent]);
      position = parent;
    }
    this.#place(position, item);
  }

  percolateDown(position) {
    const item = this.#heap[position];
    for (;;) {
      let child = 2 * position + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#compare(this.#heap[child + 1], this.#heap[child]) < 0) child++;
      if (this.#compare(item, this.#heap[child]) <= 0) break;
      this.#place(position, this.#heap[child]);
      position = child;
    }
    this.#place(position, item);
  }
};
