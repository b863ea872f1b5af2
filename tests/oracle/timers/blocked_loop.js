'use strict';
// A loop that was blocked runs what has become due once, and an interval does not catch up.
let count = 0;
const interval = setInterval(() => count++, 5);
setTimeout(() => {
  console.log(count < 4);
  clearInterval(interval);
}, 60);
const until = Date.now() + 50;
while (Date.now() < until);
