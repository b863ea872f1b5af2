'use strict';
// Timers of different delays that are due together: the shorter delay comes first.
setTimeout(() => console.log('20'), 20);
setTimeout(() => console.log('10'), 10);
setTimeout(() => console.log('1'), 1);
setTimeout(() => console.log('0'), 0);
setTimeout(() => console.log('15'), 15);
setTimeout(() => console.log('10 again'), 10);
const until = Date.now() + 60;
while (Date.now() < until);
