// Wait for 'drain' where write() says false.
const { Writable } = require('node:stream');

let most = 0;
const slow = new Writable({
  highWaterMark: 1024,
  write(chunk, encoding, done) {
    most = Math.max(most, slow.writableLength);
    setImmediate(done);
  },
});

async function writeAll() {
  for (let i = 0; i < 1000; i++) {
    if (!slow.write('x'.repeat(100))) await new Promise((resolve) => slow.once('drain', resolve));
  }
}
writeAll().then(() => slow.end(() => console.log(most <= 1200 ? 'never too much' : `${most} bytes waited`)));
