'use strict';
// Request lines like the first line of HTTP/2, lines without a version, and requests that the end of the connection cuts off.
const http = require('http');
const net = require('net');

const cases = [
  ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], ['PRI * HTTP/2.0\r\n\r\n'], ['PRI * HTTP/2.0\r\nHost: x\r\n\r\n'],
  ['PRI * HTTP/1.1\r\nHost: x\r\n\r\n'], ['PRI * HTTP/2.0\r'], ['PRI * HTTP/2.0'], ['PRI * HTTP/2.'], ['PRI * HTTP/2.x\r\n\r\n'],
  ['PRI * HTTP/3.0\r\n\r\n'], ['PRI /x HTTP/1.1\r\nHost: x\r\n\r\n'], ['PRI  * HTTP/2.0\r\n\r\n'], ['PRI *\r\n\r\n'],
  ['PRI\r\n\r\n'], ['PRI * HTTP/2.0\n\n'], ['PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n'], ['PRI * H', 'TTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['PRI * HTTP/2.0\r\n', '\r\nSM\r\n\r\n'], ['GET / HTTP/1.1\r\nHost: x\r\n\r\nPRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['PRI * HTTP/0.9\r\n\r\n'], ['PRI * HTTP/2.0 \r\n\r\n'], ['PRI * ICE/2.0\r\n\r\n'], ['PRI a HTTP/2.0\r\n\r\n'],
  ['PRI / HTTP/2.0\r\n\r\n'], ['PRI *x HTTP/2.0\r\n\r\n'], ['PRI * HTTP/2.0\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['GET / HTTP/2.0\r\nHost: x\r\n\r\n'], ['PRI * HTTP/2.0x'], ['PRI * x'], ['PRI * HTTP/1.1'], ['PRI * HTTP/1'],
  ['PRI * HTTP/2.1'], ['PRI * HTTP/2.1\r\n\r\n'], ['PRI *\r\n\r\n'], ['PRI *\r\n'], ['PRI *x\r\nHost: x\r\n\r\n'], ['PRI *'],
  ['PRI *x\r'], ['PRI *x\r\n'], ['PRI *x\n'], ['GET /x\r\nHost: x\r\n\r\n'], ['GET /x\r\n\r\n'],
  ['GET / HTTP/1.1\r\nHost: x\r\n\r\nPRI *x\r\nHost: x\r\n\r\n'], ['PRI /\r\n\r\n'], ['PRI http://x/\r\n\r\n'],
  ['PRI *x HTTP/1.1\r\nHost: x\r\n\r\n'], ['PR', 'I *x\r\n', 'Host: x\r\n\r\n'], ['FOO *x\r\nHost: x\r\n\r\n'],
  ['POST *x\r\nHost: x\r\n\r\n'], ['POST /x\r\nHost: x\r\n\r\n'], ['PRI *x\r\nHo'],
  ['G'], ['GET / HTTP/1.1\r\nHost'], ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab'], ['\r\n'],
];

function send(port, parts, ends) {
  return new Promise((resolve) => {
    let text = '';
    const socket = net.connect(port, '127.0.0.1', () => {
      parts.forEach((part, i) => setTimeout(() => {
        socket.write(part);
        if (ends && i === parts.length - 1) socket.end();
      }, 15 * i));
    });
    socket.setTimeout(120, () => { text += '<open>'; socket.destroy(); });
    socket.on('data', (data) => { text += data; });
    socket.on('error', (error) => { text += error.code; });
    socket.on('close', () => resolve(text.replace(/Date: .*\r\n/g, '')));
  });
}

async function run(parts, hears, later) {
  const seen = [];
  const server = http.createServer((request, response) => {
    seen.push([request.method, request.url, request.httpVersion]);
    request.on('error', () => {});
    if (later) process.nextTick(() => response.end('x'));
    else response.end('x');
  });
  if (hears) {
    server.on('clientError', (error, socket) => {
      seen.push(error.code, error.message, error.reason, Buffer.isBuffer(error.rawPacket));
      socket.destroy();
    });
  }
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const text = await send(server.address().port, parts, hears);
  server.close();
  return JSON.stringify([parts, hears, later, seen, text]);
}

(async () => {
  const all = cases.flatMap((parts) => [[parts, false, false], [parts, true, false], [parts, false, true]]);
  for (let i = 0; i < all.length; i += 20) {
    for (const line of await Promise.all(all.slice(i, i + 20).map((one) => run(...one)))) console.log(line);
  }
})();
