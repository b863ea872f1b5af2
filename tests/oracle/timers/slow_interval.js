'use strict';
// An interval whose callback takes longer than its delay does not stop the other phases.
const busy = (ms) => { const until = Date.now() + ms; while (Date.now() < until); };
let count = 0;
const interval = setInterval(() => {
  console.log('interval');
  setImmediate(() => console.log('immediate'));
  busy(10);
  if (++count === 3) clearInterval(interval);
}, 2);
