'use strict';
// Timers of one delay fire in the order in which they were started, although others between them are cleared.
const timers = [];
for (let i = 0; i < 10; i++) timers[i] = setTimeout(() => console.log(i), 5);
clearTimeout(timers[3]);
clearTimeout(timers[9]);
timers[0].refresh();
setTimeout(() => console.log('last'), 5);
