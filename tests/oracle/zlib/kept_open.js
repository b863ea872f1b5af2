'use strict';

// Packages keep a stream open across calls of _processChunk without a callback: they replace its handle's close() meanwhile.

const zlib = require('zlib');

function chunked(stream, chunks, lastFlag) {
  const handle = stream._handle;
  const { close } = handle;
  const out = [];
  chunks.forEach((chunk, index) => {
    handle.close = () => {};
    try {
      out.push(Buffer.from(stream._processChunk(chunk, index === chunks.length - 1 ? lastFlag : zlib.constants.Z_NO_FLUSH)));
    } finally {
      console.log('handle is', stream._handle);
      stream._handle = handle;
      handle.close = close;
    }
  });
  stream.close();
  console.log('closed', stream._closed, stream._handle);
  return Buffer.concat(out);
}

const text = Buffer.from('a line of text, and another\n'.repeat(5000));
const packed = zlib.gzipSync(text);
const third = Math.floor(packed.length / 3);
const parts = [packed.subarray(0, third), packed.subarray(third, 2 * third), packed.subarray(2 * third), Buffer.alloc(0)];
console.log('unpacked alike', chunked(new zlib.Gunzip(), parts, zlib.constants.Z_FINISH).equals(text));

const again = chunked(new zlib.Deflate(), [text.subarray(0, 1000), text.subarray(1000)], zlib.constants.Z_FINISH);
console.log('packed and unpacked', zlib.inflateSync(again).equals(text));

// Without the replacement, a stream takes one call only.
const once = new zlib.Inflate();
console.log(once._processChunk(zlib.deflateSync('short'), zlib.constants.Z_FINISH).toString(), once._handle, once._closed);

const broken = new zlib.Gunzip();
broken.on('error', () => {});
try {
  broken._processChunk(Buffer.from('no gzip at all'), zlib.constants.Z_FINISH);
} catch (error) {
  console.log(error.code, error.errno, error.message);
}

// A call may return more than one buffer; a replaced Buffer.concat gets the list of them.
const long = Buffer.alloc(5 << 20, 'long ');
const many = new zlib.Inflate();
many._handle.close = () => {};
const { concat } = Buffer;
Buffer.concat = (list) => list;
const list = many._processChunk(zlib.deflateSync(long), zlib.constants.Z_FINISH);
Buffer.concat = concat;
console.log('parts', Array.isArray(list) && Buffer.concat(list).equals(long));
