'use strict';
// The diagnostics channels of one exchange, client and server.
const http2 = require('http2');
const diagnostics = require('diagnostics_channel');
const log = { client: [], server: [] };
for (const side of ['client', 'server']) {
  for (const name of ['created', 'start', 'error', 'finish', 'close', 'bodyChunkSent', 'bodySent']) {
    diagnostics.subscribe(`http2.${side}.stream.${name}`, ({ stream, headers, error, flags, writev, data, encoding }) => {
      log[side].push([name, stream.constructor.name, headers && (headers[':status'] ?? headers[':path']), error?.code, flags, writev,
                      Array.isArray(data) ? data.length : data, encoding]);
    });
  }
}
const server = http2.createServer();
server.on('stream', (stream, headers) => {
  stream.on('error', () => {});
  if (headers[':path'] === '/bad') {
    stream.close(2);
    return;
  }
  stream.respond({ ':status': 201 });
  stream.end('x');
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const request = client.request({ ':path': '/good', ':method': 'POST' });
  request.write('a');
  request.end('b');
  request.resume();
  request.on('close', () => {
    const bad = client.request({ ':path': '/bad' });
    bad.on('error', () => {});
    bad.resume();
    bad.on('close', () => {
      client.close();
      server.close();
    });
  });
});
process.on('exit', () => {
  console.log(log.client);
  console.log(log.server);
});
