'use strict';
// Each request that closes starts the next one: 30 at a time, 1,500 in all.
const http2 = require('http2');
const server = http2.createServer();
server.on('stream', (stream, headers) => {
  stream.respond({ 'content-type': 'text/plain' });
  stream.end(headers[':path']);
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  let begun = 0;
  let closed = 0;
  let size = 0;
  const next = () => {
    if (begun === 1500) return;
    const request = client.request({ ':path': `/${begun++}` });
    request.on('data', (chunk) => { size += chunk.length; });
    request.on('close', () => {
      if (++closed === 1500) {
        console.log(closed, size, client.state.nextStreamID);
        client.close();
        server.close();
      }
      next();
    });
  };
  for (let i = 0; i < 30; i++) next();
});
