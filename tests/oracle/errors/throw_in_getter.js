'use strict';
const object = {
  get value() {
    throw new Error('in a getter');
  },
};
console.log(object.value);
