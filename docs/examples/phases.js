// From a callback of I/O: when each kind of "later" runs.
const { stat } = require('node:fs');

stat(__filename, () => {
  console.log('poll: the file is known');
  setTimeout(() => console.log('timers: the next turn begins with them'), 0);
  setImmediate(() => console.log('check: right after poll'));
  process.nextTick(() => console.log('tick: before anything else'));
  queueMicrotask(() => console.log('microtask: after the ticks'));
  console.log('poll: the callback ends');
});
