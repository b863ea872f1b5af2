'use strict';
// 256 MB from a readable through a transform into a writable.
const { PassThrough, Readable, Writable, pipeline } = require('node:stream');
const chunk = Buffer.alloc(65536);
let left = 4096;
const start = performance.now();
pipeline(
  new Readable({ read() { this.push(left-- > 0 ? chunk : null); } }), new PassThrough(), new Writable({ write(c, e, done) { done(); } }),
  () => console.log(performance.now() - start));
