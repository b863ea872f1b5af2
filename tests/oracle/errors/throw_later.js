'use strict';
const kept = new Error('made here');
function thrower() {
  throw kept;
}
setTimeout(thrower, 1);
