'use strict';

// First in, first out, in chunks: no array has to grow or be moved, whether one item waits or a million. Items are never null.

const { Array } = primordials;

const SIZE = 1024;

class Chunk {
  constructor() {
    this.items = new Array(SIZE);
    this.first = 0;
    this.end = 0;
    this.next = null;
  }
}

module.exports = class FixedQueue {
  constructor() {
    this.head = this.tail = new Chunk();
  }

  isEmpty() {
    const { head } = this;
    return head.first === head.end;
  }

  push(item) {
    let { tail } = this;
    if (tail.end === SIZE) tail = this.tail = tail.next = new Chunk();
    tail.items[tail.end++] = item;
  }

  shift() {
    const { head } = this;
    const { first, items } = head;
    if (first === head.end) return null;
    const item = items[first];
    items[first] = undefined;
    head.first = first + 1;
    if (head.first === head.end) {
      if (head.next === null) head.first = head.end = 0;
      else this.head = head.next;
    }
    return item;
  }
};
