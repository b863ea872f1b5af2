'use strict';
// Timers with no delay that start timers with no delay: each fires in a later turn.
const log = [];
let depth = 0;
(function again() {
  log.push(`timer ${depth}`);
  if (++depth === 4) {
    console.log(log);
    return;
  }
  setTimeout(again, 0);
  process.nextTick(() => log.push(`tick ${depth}`));
})();
