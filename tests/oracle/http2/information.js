'use strict';
// Interim responses: continue, early hints, any 1xx.
const http2 = require('http2');
const server = http2.createServer((request, response) => {
  response.writeEarlyHints({ 'link': '</style.css>; rel=preload', 'x-hint': 'h' });
  response.writeInformation(102, { 'x-w': '1' });
  for (const code of [99, 101, 200, 'x']) {
    try {
      response.writeInformation(code);
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  }
  try {
    response.statusCode = 100;
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
  try {
    response.statusCode = 700;
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
  response.end('done');
  console.log(response.writeContinue());
  console.log(response.stream.sentInfoHeaders.map((headers) => headers[':status']));
});
server.on('checkExpectation', (request, response) => {
  console.log('expectation', request.headers.expect);
  response.writeHead(417);
  response.end();
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const ask = (expect, done) => {
    const request = client.request({ ':method': 'POST', expect });
    request.on('continue', () => {
      console.log('continue');
      request.end();
    });
    request.on('headers', (headers) => console.log('headers', headers[':status'], headers.link, headers['x-hint'], headers['x-w']));
    request.on('response', (headers) => {
      console.log('response', headers[':status']);
      request.end();
    });
    request.resume();
    request.on('close', done);
  };
  ask('100-continue', () => ask('something', () => {
    client.close();
    server.close();
  }));
});
