'use strict';
// GOAWAY: a session that closes, and one with a code and data.
const http2 = require('http2');
const server = http2.createServer();
server.on('sessionError', () => {});
server.on('stream', (stream, headers) => {
  stream.on('error', () => {});
  const code = +headers.code;
  if (code !== 0) {
    stream.session.goaway(code, 0, Buffer.from(`because ${code}`));
    return;
  }
  stream.session.close();
  stream.respond();
  stream.end('still');
});
server.listen(0, () => {
  const run = (code, done) => {
    const client = http2.connect(`http://localhost:${server.address().port}`);
    client.once('goaway', (got, last, data) => console.log('goaway', got, last, String(data), client.goawayCode, client.goawayLastStreamID));
    client.on('error', (error) => console.log('session', error.code, error.message));
    client.on('close', () => {
      console.log('close', client.destroyed, client.closed);
      done();
    });
    const request = client.request({ code });
    request.setEncoding('utf8');
    request.on('data', (text) => console.log('data', text));
    request.on('error', (error) => console.log('stream', error.code, error.message));
    request.on('close', () => console.log('request', request.rstCode, client.closed));
  };
  run(0, () => run(11, () => server.close()));
});
