'use strict';
// A server that closes lets its streams end, and accepts no more.
const http2 = require('http2');
const closed = [];
process.on('exit', () => console.log(closed.sort()));
const server = http2.createServer();
server.on('stream', (stream) => {
  server.close(() => closed.push('server'));
  setTimeout(() => {
    stream.respond();
    stream.end('still served');
  }, 20);
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  client.once('goaway', (code, last) => console.log('goaway', code, last));
  client.on('close', () => closed.push('client'));
  const request = client.request();
  request.setEncoding('utf8');
  request.on('data', (text) => console.log(text));
  request.on('end', () => console.log('end', client.closed));
  client.once('goaway', () => {
    const late = client.request();
    late.on('error', (error) => console.log('late', error.code));
  });
});
