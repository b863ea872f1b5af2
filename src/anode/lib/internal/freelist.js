'use strict';

// Objects that cost much to make, kept for their next use.

const { ArrayPrototypePop, ArrayPrototypePush, ReflectApply } = primordials;

class FreeList {
  constructor(name, max, make) {
    this.name = name;
    this.ctor = make;
    this.max = max;
    this.list = [];
  }

  alloc() {
    return this.list.length > 0 ? ArrayPrototypePop(this.list) : ReflectApply(this.ctor, this, arguments);
  }

  // False if enough are kept already: then the caller must end the object.
  free(object) {
    if (this.list.length >= this.max) return false;
    ArrayPrototypePush(this.list, object);
    return true;
  }
}

module.exports = FreeList;
