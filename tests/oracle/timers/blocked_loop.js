'use strict';
// After the loop was blocked, each due timer fires once; an interval does not catch up.
let count = 0;
const interval = setInterval(() => count++, 5);
setTimeout(() => {
  console.log(count < 4);
  clearInterval(interval);
}, 60);
const until = Date.now() + 50;
while (Date.now() < until);
