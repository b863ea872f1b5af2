'use strict';
// A program may give a Buffer its own property `length`. Searches use the real length.
const { Buffer } = require('buffer');

for (const size of [10, 1000, 1 << 20]) {
  for (const claimed of [0, 5, 1 << 18, 2 ** 31, 2 ** 40]) {
    const bytes = Buffer.alloc(size, 'ab');
    Object.defineProperty(bytes, 'length', { value: claimed });
    console.log(size, claimed, bytes.includes(7), bytes.indexOf('ba', 3), bytes.indexOf('zz'), bytes.indexOf(98, -5), bytes.lastIndexOf('b'));
  }
}
const gone = Buffer.from(new ArrayBuffer(1 << 20));
structuredClone(gone.buffer, { transfer: [gone.buffer] });
console.log(gone.length, gone.indexOf(0), gone.indexOf('x'));
Object.defineProperty(gone, 'length', { value: 1 << 20 });
console.log(gone.indexOf(0), gone.indexOf('xy'));
