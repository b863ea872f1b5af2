'use strict';
const { setInterval: every } = require('timers/promises');
(async () => {
  let n = 0;
  for await (const value of every(2, 'value')) {
    console.log(value);
    if (++n === 3) break;
  }
  const iterator = every(1, 'x');
  console.log(typeof iterator[Symbol.asyncIterator], await iterator.next(), await iterator.return(), await iterator.next());
  const slow = every(2, 1);
  const until = Date.now() + 15;
  while (Date.now() < until);
  // Intervals that fired before the program asked are not lost.
  console.log(await slow.next(), await slow.next());
  await slow.return();
})();
