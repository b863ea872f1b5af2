'use strict';
// Listeners that are async and throw.
const events = require('events');
events.captureRejections = true;
const http2 = require('http2');
const run = (listener, event, done) => {
  const server = http2.createServer();
  server.on(event, listener);
  server.on('sessionError', () => {});
  server.listen(0, () => {
    const client = http2.connect(`http://localhost:${server.address().port}`);
    const request = client.request();
    let body = '';
    request.setEncoding('utf8');
    request.on('response', (headers) => console.log(event, headers[':status']));
    request.on('data', (text) => { body += text; });
    request.on('error', (error) => console.log(event, error.code, error.message));
    request.on('close', () => {
      console.log(event, JSON.stringify(body));
      client.close();
      server.close(done);
    });
  });
};
run(async () => { throw new Error('a'); }, 'stream', () => {
  run(async () => { throw new Error('b'); }, 'request', () => {
    run(async (stream) => {
      stream.on('error', (error) => console.log('stream error', error.message));
      stream.respond();
      throw new Error('c');
    }, 'stream', () => {
      run(async (request, response) => {
        response.on('error', () => {});
        response.write('part');
        throw new Error('d');
      }, 'request', () => console.log('done'));
    });
  });
});
