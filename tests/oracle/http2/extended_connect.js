'use strict';
// CONNECT, plain and extended.
const http2 = require('http2');
const server = http2.createServer({ settings: { enableConnectProtocol: true } });
server.on('stream', (stream, headers) => {
  console.log('server', headers[':method'], headers[':protocol'], headers[':scheme'], headers[':path'], headers[':authority'].replace(/\d+$/, 'PORT'));
  stream.respond();
  stream.on('data', (chunk) => stream.write(String(chunk).toUpperCase()));
  stream.on('end', () => stream.end());
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  client.on('remoteSettings', (settings) => {
    console.log('enabled', settings.enableConnectProtocol);
    const ask = (headers, done) => {
      const request = client.request(headers, { endStream: false });
      request.setEncoding('utf8');
      request.on('response', (got) => {
        console.log('status', got[':status']);
        request.end('tunnel');
      });
      request.on('data', (text) => console.log(text));
      request.on('close', done);
    };
    ask({ ':method': 'CONNECT', ':authority': 'example.org:80' }, () => {
      ask({ ':method': 'CONNECT', ':protocol': 'websocket', ':path': '/chat' }, () => {
        client.close();
        server.close();
      });
    });
  });
});
