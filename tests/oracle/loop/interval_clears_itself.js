'use strict';
let count = 0;
const interval = setInterval((...given) => {
  console.log(++count, given);
  if (count === 3) {
    clearInterval(interval);
    process.nextTick(() => console.log('tick', interval._destroyed));
  }
}, 2, 'a', 'b');
console.log(interval.hasRef(), interval._repeat, interval._idleTimeout);
