'use strict';
class Thing {
  constructor() {
    throw new Error('in a constructor');
  }
}
new Thing();
