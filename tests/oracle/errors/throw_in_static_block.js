'use strict';
class Thing {
  static {
    throw new Error('in a static block');
  }
}
console.log(Thing);
