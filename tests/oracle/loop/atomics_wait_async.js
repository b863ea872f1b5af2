'use strict';
// A promise of Atomics.waitAsync settles while the loop waits.
const shared = new Int32Array(new SharedArrayBuffer(4));
const { async: isAsync, value } = Atomics.waitAsync(shared, 0, 0, 20);
console.log(isAsync);
const keep = setTimeout(() => {}, 1000);
value.then((how) => {
  console.log(how);
  clearTimeout(keep);
});
