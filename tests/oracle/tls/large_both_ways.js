'use strict';

// More data than any buffer holds goes both ways, with a reader that pauses.

const { createHash } = require('crypto');
const { connect, serve } = require('./fixtures/keys');

const data = Buffer.alloc(3_000_000);
for (let i = 0; i < data.length; i++) data[i] = (i * 7 + (i >> 8)) & 0xff;
serve({}, (socket) => socket.pipe(socket), (port, close) => {
  const hash = createHash('sha256');
  let size = 0;
  const client = connect(port, {}, () => client.end(data));
  client.on('data', (chunk) => {
    hash.update(chunk);
    size += chunk.length;
    if (chunk.length > 16384) console.log('too much at once');
    client.pause();
    setImmediate(() => client.resume());
  });
  client.on('end', () => {
    console.log(size, hash.digest('hex') === createHash('sha256').update(data).digest('hex'), client.bytesRead, client.bytesWritten);
    close();
  });
});
