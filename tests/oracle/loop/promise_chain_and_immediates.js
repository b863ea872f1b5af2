'use strict';
// Promises never wait for a phase.
let n = 0;
setImmediate(() => console.log('immediate', n));
(function chain() {
  if (++n < 100) return Promise.resolve().then(chain);
})();
process.nextTick(() => console.log('tick', n));
