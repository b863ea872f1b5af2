const { Writable } = require('node:stream');

const slow = new Writable({
  highWaterMark: 4,
  write(chunk, encoding, done) { setTimeout(done, 5); },
});
console.log(slow.write('ab'));
console.log(slow.write('cd'));
slow.on('drain', () => console.log('drain'));
