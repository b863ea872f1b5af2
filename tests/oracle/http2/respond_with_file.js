'use strict';
// Files as responses: whole, in part, refused.
const http2 = require('http2');
const fs = require('fs');
const os = require('os');
const path = require('path');
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'h2-'));
const file = path.join(dir, 'file.txt');
fs.writeFileSync(file, '0123456789'.repeat(10000));
const fd = fs.openSync(file, 'r');
const cases = {
  '/whole': (stream) => stream.respondWithFile(file, { 'content-type': 'text/plain' }),
  '/part': (stream) => stream.respondWithFile(file, {}, { offset: 5, length: 7 }),
  '/check': (stream) => stream.respondWithFile(file, {}, { statCheck(stat, headers) { headers['x-size'] = stat.size; } }),
  '/no': (stream) => stream.respondWithFile(file, {}, {
    statCheck() {
      stream.respond({ ':status': 304 });
      return false;
    },
  }),
  '/missing': (stream) => stream.respondWithFile(path.join(dir, 'none'), {}, {
    onError(error) {
      stream.respond({ ':status': 404, 'x-code': error.code });
      stream.end();
    },
  }),
  '/dir': (stream) => stream.respondWithFile(dir, {}, {
    onError(error) {
      stream.respond({ ':status': 500, 'x-code': error.code });
      stream.end(error.message);
    },
  }),
  '/fd': (stream) => stream.respondWithFD(fd, {}, { offset: 99990 }),
  '/trailers': (stream) => {
    stream.respondWithFile(file, {}, { length: 3, waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-t': 'yes' }));
  },
};
const server = http2.createServer();
server.on('stream', (stream, headers) => {
  if (headers[':path'] === '/whole') {
    for (const run of [() => stream.respondWithFile(file, { ':status': 204 }), () => stream.respondWithFile(file, {}, { offset: 'x' }),
                       () => stream.respondWithFD('x'), () => stream.respondWithFile(file, {}, { statCheck: 1 })]) {
      try {
        run();
      } catch (error) {
        console.log(error.name, error.code, error.message);
      }
    }
  }
  cases[headers[':path']](stream);
});
server.listen(0, () => {
  const client = http2.connect(`http://localhost:${server.address().port}`);
  const paths = Object.keys(cases);
  const next = () => {
    const at = paths.shift();
    if (at === undefined) {
      client.close();
      server.close();
      fs.closeSync(fd);
      fs.rmSync(dir, { recursive: true });
      return;
    }
    const request = client.request({ ':path': at });
    let body = '';
    let seen;
    let trailers = '';
    request.setEncoding('utf8');
    request.on('response', (headers) => { seen = headers; });
    request.on('trailers', (headers) => { trailers = headers['x-t']; });
    request.on('data', (text) => { body += text; });
    request.on('close', () => {
      console.log(at, seen[':status'], seen['content-length'], seen['x-size'], seen['x-code'], body.length, body.slice(0, 40), trailers);
      next();
    });
  };
  next();
});
