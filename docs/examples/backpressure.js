// A slow consumer stops a fast producer: memory holds no more than the two high-water marks allow.
const { Readable, Writable, pipeline } = require('node:stream');

let made = 0, taken = 0, most = 0;
const fast = new Readable({
  highWaterMark: 4 * 1024,
  read() {
    this.push(made < 100 ? Buffer.alloc(1024) : null);
    made++;
  },
});
const slow = new Writable({
  highWaterMark: 2 * 1024,
  write(chunk, encoding, callback) {
    taken++;
    most = Math.max(most, made - taken);
    setImmediate(callback);
  },
});
pipeline(fast, slow, (error) => {
  console.log(`${taken} KB went through, never more than ${most} KB ahead`);
});
