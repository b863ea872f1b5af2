'use strict';
// The client: order of events, reuse, and every kind of end.
const http = require('node:http');
const net = require('node:net');
const { Duplex } = require('node:stream');

const watch = (name, emitter, events) => {
  for (const event of events) emitter.on(event, (value) => console.log(name, event, value instanceof Error ? `${value.code} ${value.message}` : ''));
  return emitter;
};
const requestEvents = ['abort', 'close', 'continue', 'error', 'finish', 'information', 'timeout', 'upgrade', 'connect'];
const responseEvents = ['aborted', 'close', 'end', 'error'];

function run(name, options, { body, act, respond } = {}) {
  return new Promise((resolve) => {
    const request = watch(name, http.request({ host: '127.0.0.1', ...options }), requestEvents);
    request.on('response', (response) => {
      watch(`${name} response`, response, responseEvents);
      console.log(name, 'response', response.statusCode, response.statusMessage, response.httpVersion, request.reusedSocket);
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => { text += part; });
      response.on('end', () => console.log(name, 'body', JSON.stringify(text.slice(0, 60)), JSON.stringify(response.trailers)));
      respond?.(request, response);
    });
    request.on('close', () => setImmediate(resolve));
    if (body !== undefined) request.write(body);
    act?.(request);
    if (!request.destroyed) request.end();
  });
}

const server = http.createServer((request, response) => {
  switch (request.url) {
    case '/echo': request.pipe(response); break;
    case '/hang': break;
    case '/cut': response.write('part'); setTimeout(() => response.destroy(), 10); break;
    case '/reset': request.socket.destroy(); break;
    case '/304': response.writeHead(304); response.end(); break;
    case '/processing': response.writeProcessing(); response.end('after'); break;
    case '/trailers': response.writeHead(200, { Trailer: 'X' }); response.write('t'); response.addTrailers({ X: 'y' }); response.end(); break;
    default: response.setHeader('X-Path', request.url); response.end('hello');
  }
});

server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const agent = new http.Agent({ keepAlive: true });
  await run('get', { port, path: '/' });
  await run('kept', { port, path: '/', agent });
  await run('kept again', { port, path: '/', agent });
  await run('post', { port, path: '/echo', method: 'POST' }, { body: 'posted' });
  await run('head', { port, path: '/', method: 'HEAD', agent });
  await run('304', { port, path: '/304', agent });
  await run('expect', { port, path: '/echo', method: 'POST', headers: { Expect: '100-continue', 'Content-Length': 2 } }, { body: 'ok' });
  await run('processing', { port, path: '/processing' });
  await run('trailers', { port, path: '/trailers' });
  await run('abort', { port, path: '/hang' }, { act: (request) => setTimeout(() => request.abort(), 10) });
  await run('destroy', { port, path: '/hang' }, { act: (request) => request.destroy() });
  await run('destroy with an error', { port, path: '/hang' }, { act: (request) => request.destroy(new Error('mine')) });
  await run('timeout', { port, path: '/hang', timeout: 20 }, { act: (request) => request.on('timeout', () => request.destroy()) });
  await run('cut', { port, path: '/cut' });
  await run('reset', { port, path: '/reset' });
  await run('destroyed response', { port, path: '/echo', method: 'POST' }, { body: 'x'.repeat(100), respond: (request, response) => response.destroy() });
  const controller = new AbortController();
  await run('signal', { port, path: '/hang', signal: controller.signal }, { act: () => setTimeout(() => controller.abort(), 10) });
  await run('refused', { port: 1 }, {});
  agent.destroy();
  server.close();

  // Servers that send raw bytes.
  const raw = async (name, answer, options, more) => {
    const plain = net.createServer((socket) => { socket.on('error', () => {}); socket.once('data', () => socket.end(answer)); });
    await new Promise((resolve) => plain.listen(0, '127.0.0.1', resolve));
    await run(name, { port: plain.address().port, ...options }, more);
    plain.close();
  };
  await raw('until the end', 'HTTP/1.0 200 OK\r\n\r\nall of it');
  await raw('no reason', 'HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok');
  await raw('cut short', 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nok');
  await raw('nothing', '');
  await raw('half a head', 'HTTP/1.1 200 OK\r\nConte');
  await raw('junk', 'junk\r\n\r\n');
  await raw('bad chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n');
  await raw('too long', `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(20000)}\r\n\r\n`);
  await raw('longer allowed', `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(20000)}\r\nContent-Length: 0\r\n\r\n`, { maxHeaderSize: 40000 });
  await raw('folded', 'HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n', { insecureHTTPParser: true });
  await raw('upgrade', 'HTTP/1.1 101 Go\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nrest', {}, {
    act: (request) => request.on('upgrade', (response, socket, head) => { console.log('head', `${head}`); socket.destroy(); }),
  });
  await raw('upgrade nobody asked for', 'HTTP/1.1 101 Go\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nrest');
  await raw('two continues', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: l\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1');

  // The connection is a Duplex.
  await run('duplex', {
    createConnection() {
      return new Duplex({
        read() {},
        write(chunk, encoding, callback) {
          if (`${chunk}`.includes('\r\n\r\n')) setImmediate(() => { this.push('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n'); this.push('duplex'); this.push(null); });
          callback();
        },
      });
    },
  });
});
