'use strict';
// Each callback of the poll phase is followed by its own ticks and promises.
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
