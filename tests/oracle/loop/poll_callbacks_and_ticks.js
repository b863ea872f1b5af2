'use strict';
// The ticks and promises of a poll callback run before the next poll callback.
const fs = require('fs');
let left = 3;
for (let i = 0; i < 3; i++) {
  fs.stat(__filename, () => {
    const order = [];
    process.nextTick(() => order.push('tick'));
    Promise.resolve().then(() => order.push('promise'));
    setImmediate(() => { console.log(order); left--; });
  });
}
process.on('exit', () => console.log(left));
