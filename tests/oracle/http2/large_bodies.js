'use strict';
// Large bodies both ways at once, byte for byte.
const http2 = require('http2');
const { createHash } = require('crypto');
const { Readable } = require('stream');
const hash = (bytes) => createHash('sha1').update(bytes).digest('hex');
const body = Buffer.alloc(3 << 20);
for (let i = 0; i < body.length; i++) body[i] = (i * 31 + (i >> 8)) & 255;
const server = http2.createServer((request, response) => {
  if (request.method === 'POST') {
    const sum = createHash('sha1');
    let size = 0;
    request.on('data', (chunk) => {
      size += chunk.length;
      sum.update(chunk);
    });
    request.on('end', () => response.end(`${size} ${sum.digest('hex')}`));
  } else {
    response.setHeader('content-length', body.length);
    Readable.from([body.subarray(0, 1000), body.subarray(1000, 1 << 20), body.subarray(1 << 20)], { objectMode: false }).pipe(response);
  }
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`, { settings: { initialWindowSize: 1 << 18 } });
  let open = 4;
  const results = [];
  const done = (text) => {
    results.push(text);
    if (--open > 0) return;
    console.log(results.sort());
    console.log(hash(body));
    client.close();
    server.close();
  };
  for (let i = 0; i < 2; i++) {
    const up = client.request({ ':method': 'POST' });
    up.end(body);
    up.setEncoding('utf8');
    let text = '';
    up.on('data', (part) => { text += part; });
    up.on('end', () => done(`up ${text}`));
    const down = client.request();
    const parts = [];
    down.on('data', (part) => parts.push(part));
    down.on('end', () => done(`down ${hash(Buffer.concat(parts))}`));
  }
});
