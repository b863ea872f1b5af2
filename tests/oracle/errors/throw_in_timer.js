'use strict';
setTimeout(function late() {
  throw new Error('in a timer');
}, 1);
