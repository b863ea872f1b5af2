'use strict';
// The bytes that a server writes in answer to raw requests (except for the date).
const http = require('node:http');
const net = require('node:net');

const server = http.createServer((request, response) => {
  const { url } = request;
  if (url === '/headers') {
    response.writeHead(201, 'Made', { 'X-One': '1', 'Set-Cookie': ['a=1', 'b=2'] });
    response.end('body');
  } else if (url === '/chunks') {
    response.write('one');
    response.write('two');
    response.end('three');
  } else if (url === '/length') {
    response.setHeader('Content-Length', 4);
    response.end('four');
  } else if (url === '/empty') {
    response.statusCode = 204;
    response.end();
  } else if (url === '/trailers') {
    response.writeHead(200, { Trailer: 'X-Sum' });
    response.write('data');
    response.addTrailers({ 'X-Sum': '42' });
    response.end();
  } else if (url === '/close') {
    response.setHeader('Connection', 'close');
    response.end('bye');
  } else if (url === '/slow') {
    setTimeout(() => response.end('slow'), 20);
  } else if (url === '/hints') {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.end('hinted');
  } else if (url === '/late') {
    request.socket.setTimeout(5000);
    response.write('a');
    setTimeout(() => response.end('b'), 5);
  } else {
    let body = '';
    request.on('data', (part) => { body += part; });
    request.on('end', () => response.end(`${request.method} ${url} ${JSON.stringify(request.headers)} ${body} ${JSON.stringify(request.trailers)}`));
  }
});
server.on('upgrade', (request, socket, head) => socket.end(`HTTP/1.1 101 Go\r\n\r\n${request.url} ${head}`));
server.on('connect', (request, socket, head) => socket.end(`HTTP/1.1 200 Tunnel\r\n\r\n${request.url} ${head}`));

const get = (path, more = '') => `GET ${path} HTTP/1.1\r\nHost: h\r\n${more}\r\n`;
const cases = {
  headers: get('/headers', 'Connection: close\r\n'),
  chunks: get('/chunks', 'Connection: close\r\n'),
  length: get('/length', 'Connection: close\r\n'),
  empty: get('/empty', 'Connection: close\r\n'),
  trailers: get('/trailers', 'Connection: close\r\n'),
  head: 'HEAD /length HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n',
  pipelined: get('/slow') + get('/length') + get('/chunks') + get('/close'),
  'keep-alive in the middle': get('/length') + get('/late') + get('/close'),
  post: 'POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello',
  chunked: 'POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-Tail: t\r\n\r\n',
  'one point oh': 'GET /chunks HTTP/1.0\r\n\r\n',
  'one point oh, keep-alive': 'GET /length HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /close HTTP/1.0\r\n\r\n',
  'no host': 'GET / HTTP/1.1\r\n\r\n',
  expect: 'POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi',
  'other expectation': 'POST /echo HTTP/1.1\r\nHost: h\r\nExpect: magic\r\nConnection: close\r\n\r\n',
  upgrade: get('/up', 'Connection: upgrade\r\nUpgrade: x\r\n') + 'rest',
  connect: 'CONNECT host:1 HTTP/1.1\r\nHost: h\r\n\r\nrest',
  hints: get('/hints', 'Connection: close\r\n'),
  duplicates: get('/echo', 'X-A: 1\r\nX-A: 2\r\nCookie: a\r\nCookie: b\r\nAge: 1\r\nAge: 2\r\nSet-Cookie: c\r\n__proto__: p\r\nConnection: close\r\n'),
  'bad method': 'FOO / HTTP/1.1\r\n\r\n',
  'bad header': 'GET / HTTP/1.1\r\nA B: c\r\n\r\n',
  'bad version': 'GET / HTTP/9.9\r\n\r\n',
  'two lengths': 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
  smuggled: 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
  'too long': get('/', `X: ${'y'.repeat(20000)}\r\n`),
  'after close': get('/close', 'Connection: close\r\n') + 'junk',
};

function exchange(port, text) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (part) => { answer += part; });
    socket.on('close', () => resolve(answer.replace(/Date: .*\r\n/g, '')));
    socket.on('error', () => {});
    socket.write(text, 'latin1');
  });
}

server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  for (const name in cases) console.log(name, JSON.stringify(await exchange(port, cases[name])));
  // The same requests in pieces, so that a head arrives in several reads.
  for (const name of ['chunked', 'duplicates', 'pipelined']) {
    const text = cases[name];
    const answer = await new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1', async () => {
        for (let i = 0; i < text.length; i += 40) {
          socket.write(text.slice(i, i + 40));
          await new Promise((go) => setImmediate(go));
        }
      });
      let all = '';
      socket.on('data', (part) => { all += part; });
      socket.on('close', () => resolve(all.replace(/Date: .*\r\n/g, '')));
    });
    console.log(name, 'in pieces', JSON.stringify(answer));
  }
  server.close(() => console.log('closed'));
});
