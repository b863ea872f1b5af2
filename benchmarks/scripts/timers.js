'use strict';
// 200,000 timers of 50 different lengths.
const start = performance.now();
let left = 200_000;
for (let i = 0; i < 200_000; i++) {
  setTimeout(() => {
    if (--left === 0) console.log(performance.now() - start);
  }, i % 50);
}
