'use strict';
// A server's sockets as a program sees them, over TCP and over any Duplex.
const http = require('node:http');
const net = require('node:net');
const { duplexPair } = require('node:stream');

const ask = (port, text) => new Promise((resolve) => {
  const socket = net.connect(port, '127.0.0.1', () => socket.write(text));
  let answer = '';
  socket.on('data', (part) => { answer += part; });
  socket.on('error', () => {});
  socket.on('close', () => resolve(JSON.stringify(answer.replace(/Date: .*\r\n/g, ''))));
});
const get = (path, more = '') => `GET ${path} HTTP/1.1\r\nHost: h\r\n${more}\r\n`;
const listen = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));

(async () => {
  const seen = [];
  const server = http.createServer((request, response) => {
    const { socket } = request;
    seen.push(socket === response.socket, socket instanceof net.Socket, socket.remoteAddress, socket.remoteFamily, socket.server === server, socket.destroyed);
    if (request.url === '/timeout') {
      request.setTimeout(20, (timedOut) => { console.log('timeout', timedOut === socket); socket.destroy(); });
      return;
    }
    if (request.url === '/pause') {
      socket.pause();
      setTimeout(() => { socket.resume(); response.end('resumed'); }, 10);
      return;
    }
    if (request.url === '/raw') {
      response.write('a');
      setTimeout(() => { socket.write('1\r\nX\r\n'); response.end(); }, 5);
      return;
    }
    if (request.url === '/data') socket.on('data', (data) => console.log('data', `${data}`.length));
    response.on('finish', () => console.log('finish', request.url, socket.bytesWritten > 0));
    response.on('close', () => console.log('close', request.url));
    response.end(request.url);
  });
  const port = await listen(server);
  for (const path of ['/', '/timeout', '/pause', '/raw', '/data']) console.log(path, await ask(port, get(path, 'Connection: close\r\n')));
  console.log('after more', await ask(port, get('/data') + get('/', 'Connection: close\r\n')));
  console.log(seen.every((value) => value === true || value === false || typeof value === 'string'), seen.slice(0, 6).join());
  server.on('connection', (socket) => { console.log('connection'); socket.on('close', () => console.log('connection closed')); });
  console.log(await ask(port, get('/', 'Connection: close\r\n')));
  server.on('clientError', (error, socket) => {
    console.log('clientError', error.code, error.bytesParsed, `${error.rawPacket}`.length, socket.writable);
    socket.end('HTTP/1.1 400 No\r\n\r\n');
  });
  console.log(await ask(port, 'NO / HTTP/1.1\r\n\r\n'));
  server.close();

  for (const options of [{ maxRequestsPerSocket: 2 }, { timeout: 30 }, { keepAliveTimeout: 20, keepAliveTimeoutBuffer: 0 }, { maxHeadersCount: 2 }]) {
    const limited = Object.assign(http.createServer((request, response) => {
      if (request.url === '/never') return;
      response.end(String(Object.keys(request.headers).length));
    }), options);
    limited.on('dropRequest', (request) => console.log('dropped', request.url));
    limited.on('timeout', (socket) => { console.log('timed out'); socket.destroy(); });
    const text = options.maxRequestsPerSocket ? get('/1') + get('/2') + get('/3') : get(options.timeout ? '/never' : '/', 'A: 1\r\nB: 2\r\n');
    const answer = ask(await listen(limited), text + (options.maxHeadersCount ? get('/', 'Connection: close\r\n') : ''));
    console.log(JSON.stringify(options), await answer);
    limited.close();
  }

  const duplexServer = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part) => { body += part; });
    request.on('end', () => { response.setHeader('Content-Length', body.length); response.end(body.toUpperCase()); });
  });
  const [client, mine] = duplexPair();
  duplexServer.emit('connection', mine);
  let all = '';
  client.on('data', (part) => { all += part; });
  client.write('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcPOST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nConnection: close\r\n\r\ndef');
  client.on('end', () => console.log('duplex', JSON.stringify(all.replace(/Date: .*\r\n/g, ''))));
})();
