'use strict';

// Work on the pool and a handle that wakes the loop, by functions of libuv's.

const addon = require(process.env.ADDON);

let n = 0;
for (let i = 0; i < 6; i++) {
  addon.queue((value) => {
    Promise.resolve().then(() => { if (++n === 6) console.log('all', n); });
    if (i === 0) console.log('first', value);
  });
}
console.log(addon.wake(() => console.log('woken')));
process.on('exit', () => console.log('exit'));
