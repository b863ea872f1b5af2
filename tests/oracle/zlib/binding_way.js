'use strict';

// Packages such as pngjs inflate through the handle itself, from one buffer into another.

const zlib = require('zlib');

function inflate(packed, chunkSize) {
  const stream = new zlib.Inflate({ chunkSize });
  const out = [];
  let inputAt = 0;
  let inputLength = packed.length;
  let calls = 0;
  for (;;) {
    const output = Buffer.alloc(chunkSize);
    stream._handle.writeSync(zlib.constants.Z_FINISH, packed, inputAt, inputLength, output, stream._outOffset, chunkSize);
    const { 0: room, 1: left } = stream._writeState;
    out.push(output.subarray(0, chunkSize - room));
    calls++;
    if (room > 0) break;
    inputAt += inputLength - left;
    inputLength = left;
  }
  console.log('calls', calls, 'buffer', stream._outBuffer.length, 'state', stream._writeState.constructor.name);
  stream.close();
  return Buffer.concat(out);
}

const text = Buffer.from(Array.from({ length: 5000 }, (_, i) => `${i * 7919} `).join(''));
for (const chunkSize of [64, 1000, 16384, 1 << 20]) console.log(chunkSize, inflate(zlib.deflateSync(text), chunkSize).equals(text));
