'use strict';
// Headers that cannot be sent: the errors of client and server.
const http2 = require('http2');
const attempt = (label, run) => {
  try {
    run();
    console.log(label, 'fine');
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
};
const server = http2.createServer();
server.on('stream', (stream) => {
  attempt('status 99', () => stream.respond({ ':status': 99 }));
  attempt('status 600', () => stream.respond({ ':status': 600 }));
  attempt('connection', () => stream.respond({ connection: 'close' }));
  attempt('te', () => stream.respond({ te: 'gzip' }));
  attempt('pseudo', () => stream.respond({ ':path': '/' }));
  attempt('token', () => stream.respond({ 'a b': 'x' }));
  attempt('single', () => stream.respond({ 'content-type': ['a', 'b'] }));
  attempt('twice', () => stream.respond({ 'Content-Type': 'a', 'content-type': 'b' }));
  attempt('sensitive', () => stream.respond({ [http2.sensitiveHeaders]: 'x' }));
  attempt('null', () => stream.respond(null));
  attempt('text', () => stream.respond('x'));
  attempt('info 101', () => stream.additionalHeaders({ ':status': 101 }));
  attempt('info 200', () => stream.additionalHeaders({ ':status': 200 }));
  attempt('trailers', () => stream.sendTrailers({}));
  attempt('fine', () => stream.respond({ 'X-Upper': ['a', 'b'], 'empty': [], 'none': undefined, 'number': 7 }));
  attempt('again', () => stream.respond());
  attempt('info after', () => stream.additionalHeaders({}));
  attempt('close', () => stream.close('x'));
  attempt('close -1', () => stream.close(-1));
  stream.end();
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  client.on('connect', () => {
    attempt('headers', () => client.request('x'));
    attempt('options', () => client.request({}, 'x'));
    attempt('endStream', () => client.request({}, { endStream: 1 }));
    attempt('parent', () => client.request({}, { parent: -1 }));
    attempt('exclusive', () => client.request({}, { exclusive: 1 }));
    attempt('silent', () => client.request({}, { silent: 1 }));
    attempt('pseudo', () => client.request({ ':nope': 'x' }));
    attempt('upgrade', () => client.request({ upgrade: 'h2c' }));
    attempt('connect', () => client.request({ ':method': 'CONNECT' }));
    attempt('connect path', () => client.request({ ':method': 'CONNECT', ':authority': 'a', ':path': '/' }));
    attempt('connect scheme', () => client.request({ ':method': 'CONNECT', ':authority': 'a', ':scheme': 'http' }));
    const request = client.request();
    request.on('response', (headers) => {
      delete headers.date;
      console.log(headers);
    });
    request.resume();
    request.on('close', () => {
      client.close();
      server.close();
    });
  });
});
