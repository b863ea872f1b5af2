'use strict';
// A server in the style of http: request and response.
const http2 = require('http2');
const server = http2.createServer((request, response) => {
  console.log(request.method, request.url, request.httpVersion, request.scheme, request.authority.replace(/\d+$/, 'PORT'), request.headers['x-a']);
  console.log(request.rawHeaders.filter((_, i) => i % 2 === 0), request.complete, request.aborted);
  console.log(request.socket.encrypted, typeof request.socket.remotePort, request.socket === request.connection);
  for (const name of ['write', 'read', 'pause', 'resume']) {
    try {
      request.socket[name]();
    } catch (error) {
      console.log(name, error.code);
    }
  }
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (text) => { body += text; });
  request.on('trailers', () => {});
  request.on('end', () => {
    console.log('body', body, request.trailers, request.rawTrailers, request.complete);
    response.setHeader('X-One', 1);
    response.appendHeader('x-many', 'a');
    response.appendHeader('x-many', ['b', 'c']);
    response.statusCode = 201;
    console.log(response.getHeaderNames(), response.getHeaders(), response.hasHeader('x-ONE'), response.getHeader('X-one'));
    response.removeHeader('x-one');
    response.setTrailer('x-end', 'z');
    response.sendDate = false;
    console.log(response.headersSent, response.finished);
    response.write('part ');
    console.log(response.headersSent, response._header, response.writableEnded);
    response.end('rest', () => console.log('response ended'));
    console.log(response.writableEnded);
    try {
      response.setHeader('a', 'b');
    } catch (error) {
      console.log(error.code);
    }
  });
  response.on('finish', () => console.log('finish'));
  response.on('close', () => console.log('close', response.socket));
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const request = client.request({ ':method': 'POST', ':path': '/p?q=1', 'x-a': 'y' }, { waitForTrailers: true });
  request.on('wantTrailers', () => request.sendTrailers({ 'x-sum': '42' }));
  request.on('response', (headers) => console.log(headers));
  let trailers;
  request.on('trailers', (headers) => { trailers = headers; });
  request.end('hello');
  request.setEncoding('utf8');
  let body = '';
  request.on('data', (text) => { body += text; });
  request.on('close', () => {
    setTimeout(() => {
      console.log('got', body, trailers);
      client.close();
      server.close();
    }, 50);
  });
});
