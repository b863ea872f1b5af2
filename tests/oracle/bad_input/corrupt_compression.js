'use strict';

// Compressed data that is cut off, changed, followed by other bytes, or of another format.

const zlib = require('zlib');

const text = Buffer.from('The quick brown fox jumps over the lazy dog. '.repeat(200));
const formats = {
  gzip: [zlib.gzipSync, 'gunzip', 'createGunzip'], deflate: [zlib.deflateSync, 'inflate', 'createInflate'],
  raw: [zlib.deflateRawSync, 'inflateRaw', 'createInflateRaw'],
};
const flip = (data, at) => {
  const copy = Buffer.from(data);
  copy[at < 0 ? copy.length + at : at] ^= 0xff;
  return copy;
};
const damage = {
  empty: () => Buffer.alloc(0), 'one byte': (data) => data.subarray(0, 1), half: (data) => data.subarray(0, data.length >> 1), 'last byte gone': (data) => data.subarray(0, -1),
  'first byte': (data) => flip(data, 0), text: () => text, 'something behind': (data) => Buffer.concat([data, Buffer.from('garbage')]), zeros: () => Buffer.alloc(64),
  twice: (data) => Buffer.concat([data, data]),
};
const describe = (error) => error && [error.name, error.code, error.errno, error.message];

(async () => {
  for (const [format, [compress, name, create]] of Object.entries(formats)) {
    for (const [kind, change] of Object.entries(damage)) {
      const data = change(compress(text));
      try {
        console.log(format, kind, zlib[`${name}Sync`](data).length);
      } catch (error) {
        console.log(format, kind, describe(error));
      }
      await new Promise((resolve) => {
        let calls = 0;
        zlib[name](data, (error, result) => {
          calls++;
          console.log('  callback', describe(error), result?.length);
          setImmediate(() => resolve(calls === 1 || console.log('called', calls)));
        });
      });
      await new Promise((resolve) => {
        const stream = zlib[create]();
        let length = 0;
        const events = [];
        stream.on('data', (chunk) => { length += chunk.length; });
        for (const event of ['error', 'end', 'close']) stream.on(event, (error) => events.push(error?.code ?? event));
        stream.on('close', () => {
          console.log('  stream', events.includes('end') && length, events.join());  // Node may emit any number of bytes before an error
          resolve();
        });
        for (const byte of data.subarray(0, 40)) stream.write(Buffer.from([byte]));
        stream.end(data.subarray(40));
      });
    }
  }
  for (const format of ['gzip', 'deflate', 'deflate-raw']) {
    const data = { 'gzip': zlib.gzipSync, 'deflate': zlib.deflateSync, 'deflate-raw': zlib.deflateRawSync }[format](text);
    for (const kind of ['half', 'first byte', 'something behind']) {
      const stream = new Blob([damage[kind](data)]).stream().pipeThrough(new DecompressionStream(format));
      let length = 0;
      try {
        for await (const chunk of stream) length += chunk.length;
        console.log(format, kind, length);
      } catch (error) {
        console.log(format, kind, error.name, error.code);
      }
    }
  }
})();
