// write() returns false when highWaterMark is reached; 'drain' follows when the buffer is empty. A program that ignores both
// loses no data, but fills memory.
const { Writable } = require('node:stream');

const slow = new Writable({ highWaterMark: 3, write(chunk, encoding, callback) { setImmediate(callback); } });
console.log(slow.write('a'), slow.write('b'), slow.write('c'));
console.log(slow.writableLength, slow.writableNeedDrain);
slow.once('drain', () => {
  console.log('drained', slow.writableLength, slow.write('d'));
  slow.end('e', () => console.log('finished', slow.writableFinished));
});
