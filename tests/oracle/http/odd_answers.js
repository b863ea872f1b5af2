'use strict';
// Answers with status 101 and no headers of an upgrade, and with a Transfer-Encoding that is odd or unknown.
const http = require('http');
const net = require('net');

const upgrade = 'Connection: Upgrade\r\nUpgrade: x\r\n';
const encodings = [
  'gzip', 'chunked', 'gzip, chunked', 'chunked, gzip', 'chunked ', 'chunked\t', 'identity', 'chunked\r\nTransfer-Encoding: gzip',
  'gzip\r\nTransfer-Encoding: chunked', 'chunked,', ', chunked', '\tchunked', 'gzip chunked', 'xchunked', 'CHUNKED',
  'gzip\r\nContent-Length: 2', '',
];
const answers = [
  ['HTTP/1.1 101 S\r\n\r\nrest'], ['HTTP/1.1 101 S\r\n\r\n', 'rest'], ['HTTP/1.1 101 S\r\n', '\r\nrest'], ['HTTP/1.0 101 S\r\n\r\nrest'],
  ['HTTP/1.1 101 S\r\nContent-Length: 2\r\n\r\nrest'], ['HTTP/1.1 101 S\r\nConnection: close\r\n\r\nrest'],
  [`HTTP/1.1 101 S\r\n${upgrade}\r\nrest`],
  ['HTTP/1.1 101 S\r\nUpgrade: x\r\n\r\nrest'], ['HTTP/1.1 102 S\r\n\r\nrest'], ['HTTP/1.1 204 S\r\n\r\nrest'],
  ['HTTP/1.1 101 S\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx'], ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokrest'],
  ...encodings.map((encoding) => `HTTP/1.1 200 OK\r\nTransfer-Encoding: ${encoding}\r\n\r\n`).flatMap((head) => ['2\r\nok\r\n', '2\r\nok\r\n0\r\n\r\n'].map((body) => [head + body])),
];

async function run(parts, method) {
  const seen = [];
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => parts.forEach((part, i) => setTimeout(() => {
      socket.write(part);
      if (i === parts.length - 1) setTimeout(() => socket.end(), 20);
    }, 15 * i)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const agent = new http.Agent({ keepAlive: true });
  const request = http.request({ port: server.address().port, agent, method });
  request.on('information', ({ statusCode }) => seen.push('information', statusCode));
  request.on('response', (response) => {
    let text = '';
    response.on('data', (data) => { text += data; });
    response.on('end', () => seen.push('end', text, response.complete));
    response.on('error', ({ code }) => seen.push('response', code, text));
    seen.push(response.statusCode, response.upgrade);
  });
  request.on('error', ({ code, message }) => seen.push('error', code, message));
  const closed = new Promise((resolve) => request.on('close', resolve));
  request.end();
  await closed;
  await new Promise((resolve) => setTimeout(resolve, 50));
  agent.destroy();
  server.close();
  return JSON.stringify([method, parts, seen]);
}

(async () => {
  const all = answers.flatMap((parts) => [[parts, 'GET'], [parts, 'HEAD']]);
  for (let i = 0; i < all.length; i += 20) {
    for (const line of await Promise.all(all.slice(i, i + 20).map((one) => run(...one)))) console.log(line);
  }
})();
