'use strict';
// Timers that become due during a timer's callback wait for the next turn: immediates run first.
const busy = (ms) => { const until = Date.now() + ms; while (Date.now() < until); };
setTimeout(() => {
  console.log('first');
  setImmediate(() => console.log('immediate'));
  busy(150);
}, 60);
setTimeout(() => setTimeout(() => console.log('second of the list'), 60), 30);
