'use strict';

// The handler sees a request as llhttp reads it: odd first lines, line ends before it, versions, codings, upgrades, trailers.

const http = require('http');
const net = require('net');

const REQUESTS = {
  'plain': 'GET /a HTTP/1.1\r\nHost: a\r\n\r\n',
  'two spaces before the path': 'GET  /a HTTP/1.1\r\nHost: a\r\n\r\n',
  'two spaces before the version': 'GET /a  HTTP/1.1\r\nHost: a\r\n\r\n',
  'a version in the place of the path': 'GET  HTTP/1.1\r\nHost: a\r\n\r\n',
  'no version': 'GET /a\r\n\r\n',
  'no version, and headers': 'POST /x\r\nHost: HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi',
  'a line end before': '\r\nGET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n',
  'a stray CR before': '\r\r\nGET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n',
  'HTTP/0.9': 'GET /a HTTP/0.9\r\nHost: a\r\n\r\n',
  'HTTP/1.0': 'GET /a HTTP/1.0\r\n\r\n',
  'HTTP/1.0 keep-alive': 'GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
  'HTTP/1.2': 'GET /a HTTP/1.2\r\nHost: a\r\n\r\n',
  'HTTP/2.0': 'GET /a HTTP/2.0\r\nHost: a\r\n\r\n',
  'HTTP/2.0 without a host': 'GET /a HTTP/2.0\r\n\r\n',
  'HTTP/3.0': 'GET /a HTTP/3.0\r\nHost: a\r\n\r\n',
  'ICE/1.0': 'SOURCE /a ICE/1.0\r\nHost: a\r\n\r\n',
  'RTSP/1.0': 'DESCRIBE /a RTSP/1.0\r\nHost: a\r\n\r\n',
  'lower case': 'get /a HTTP/1.1\r\nHost: a\r\n\r\n',
  'a tab': 'GET\t/a HTTP/1.1\r\nHost: a\r\n\r\n',
  'an absolute URL': 'GET http://b/c?d HTTP/1.1\r\nHost: a\r\n\r\n',
  'an asterisk': 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n',
  'a body': 'POST  /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi',
  'two requests, odd lines': 'GET  /a HTTP/1.1\r\nHost: a\r\n\r\n\r\nGET  /b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  'a coding with a parameter': 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked;q=1\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  'an unknown coding': 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\nhello',
  'an upgrade with a body': 'POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 5\r\n\r\nhello',
  'an upgrade with a body like a request':
    'POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 35\r\n\r\n' +
    'GET /hidden HTTP/1.1\r\nHost: a\r\nX:\r\n',
  'an upgrade with chunks':
    'POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  'a trailer': 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n\r\n',
  'a long trailer': `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ${'b'.repeat(20000)}\r\n\r\n`,
  'many trailers': `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n${'X: bbbbbbbbbbbbbb\r\n'.repeat(1500)}\r\n`,
};

function talk(port, bytes) {
  return new Promise((resolve) => {
    let answer = '';
    const client = net.connect(port, '127.0.0.1', () => client.write(bytes, 'latin1'));
    client.setEncoding('latin1').on('data', (piece) => { answer += piece; }).on('error', () => {});
    client.on('close', () => resolve(`${answer}[closed]`));
    setTimeout(() => { resolve(`${answer}[open]`); client.destroy(); }, 300).unref();
  });
}

const seen = [];
const server = http.createServer((request, response) => {
  const one = [request.method, request.url, request.httpVersion, request.httpVersionMajor, request.httpVersionMinor, request.rawHeaders];
  seen.push(one);
  let body = '';
  request.on('error', (error) => one.push(error.code)).setEncoding('latin1').on('data', (piece) => { body += piece; });
  request.on('end', () => { one.push(body, request.rawTrailers.length); response.setHeader('Date', 'now').end(`${request.url}`); });
});
server.listen(0, '127.0.0.1', async () => {
  for (const [name, bytes] of Object.entries(REQUESTS)) {
    seen.length = 0;
    console.log(name, JSON.stringify(await talk(server.address().port, bytes)), JSON.stringify(seen));
  }
  server.close();
  server.closeAllConnections();
});
