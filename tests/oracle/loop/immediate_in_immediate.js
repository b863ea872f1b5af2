'use strict';
// What an immediate queues belongs to the next turn, with a timer's phase between.
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
