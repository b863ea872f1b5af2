'use strict';
// An immediate that an immediate queues runs in the next turn, after the timers phase.
const order = [];
setImmediate(() => {
  order.push('first');
  setImmediate(() => order.push('nested'));
  process.nextTick(() => order.push('tick of first'));
  const until = Date.now() + 5;
  setTimeout(() => order.push('timer'), 1);
  while (Date.now() < until);
});
setImmediate(() => order.push('second'));
process.on('exit', () => console.log(order));
