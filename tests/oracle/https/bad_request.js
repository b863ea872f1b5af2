'use strict';

// Bytes that are not HTTP, on a secure connection.

const tls = require('tls');
const { serve, target } = require('../tls/fixtures/https');

serve({}, () => console.log('never'), (port, server) => {
  const speak = (text, done) => {
    const client = tls.connect(target(port), () => client.write(text));
    let answer = '';
    client.on('data', (data) => { answer += data; });
    client.on('close', () => {
      console.log(JSON.stringify(answer));
      done();
    });
  };
  speak('nonsense\r\n\r\n', () => {
    server.on('clientError', (error, socket) => {
      console.log(error.code, error.bytesParsed, socket.encrypted);
      socket.end('HTTP/1.1 400 No\r\n\r\n');
    });
    speak('GET / HTTP/1.1\r\nBad Header\r\n\r\n', () => server.close());
  });
});
