'use strict';
// Bytes that are an error come behind whole requests: at once, or in writes of their own.
// Which requests run a handler, and which are answered?
const http = require('http');
const net = require('net');

const line = (url, rest = '') => `GET ${url} HTTP/1.1\r\nHost: x\r\n${rest}\r\n`;
const close = 'Connection: close\r\n';
const answers = {
  now: (request, response) => response.end(request.url),
  tick: (request, response) => process.nextTick(() => response.end(request.url)),
  end: (request, response) => request.resume().on('end', () => response.end(request.url)),
  late: (request, response) => setTimeout(() => response.end(request.url), 60),
  half: (request, response) => { response.write(request.url); setTimeout(() => response.end(), 60); },
};
const bytes = {
  'a request behind close': [line('/one', close) + line('/more')],
  'a request behind close, later': [line('/one', close), line('/more')],
  'a request behind two': [line('/one') + line('/two', close) + line('/more')],
  'a request behind two, later': [line('/one') + line('/two', close), line('/more')],
  'a request behind HTTP/1.0': ['GET /one HTTP/1.0\r\n\r\n' + line('/more')],
  'a request behind HTTP/1.0, later': ['GET /one HTTP/1.0\r\n\r\n', line('/more')],
  'line ends behind close': [line('/one', close) + '\r\n\r\n'],
  'line ends behind close, later': [line('/one', close), '\r\n\r\n'],
  'a body behind close': [`POST /one HTTP/1.1\r\nHost: x\r\n${close}Content-Length: 2\r\n\r\nokGET`],
  'no HTTP': [line('/one') + line('/two') + 'no HTTP\r\n\r\n'],
  'no HTTP, later': [line('/one') + line('/two'), 'no HTTP\r\n\r\n'],
  'no HTTP behind a part of a head': ['GET /one HT', `TP/1.1\r\nHost: x\r\n\r\n${line('/two')}no HTTP\r\n\r\n`],
  'a bad chunk': [`${line('/one')}POST /two HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\nx`],
  'a bad chunk, later': ['POST /two HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n', '2\r\nok\r\nx'],
  'trailers': [`POST /one HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\n\r\n${line('/two')}no`],
  'an unknown encoding': [`${line('/one')}POST /two HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\nok`],
  'a part of a request': [line('/one') + line('/two').slice(0, -2)],
};

function send(port, parts) {
  return new Promise((resolve) => {
    let text = '';
    const socket = net.connect(port, '127.0.0.1', () => parts.forEach((part, i) => setTimeout(() => socket.write(part), 15 * i)));
    socket.setTimeout(150, () => { text += '<open>'; socket.destroy(); });
    socket.on('data', (data) => { text += data; });
    socket.on('error', (error) => { text += error.code; });
    socket.on('close', () => resolve(text.replace(/Date: .*\r\n/g, '')));
  });
}

async function run(way, name, hears) {
  const seen = [];
  const server = http.createServer((request, response) => {
    seen.push(request.url);
    request.on('error', () => {});
    answers[way](request, response);
  });
  if (hears) server.on('clientError', (error, socket) => { seen.push(error.code); socket.destroy(); });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const text = await send(server.address().port, bytes[name]);
  server.close();
  return JSON.stringify([way, name, hears, seen, text]);
}

(async () => {
  const all = [];
  for (const way in answers) for (const name in bytes) for (const hears of [false, true]) all.push([way, name, hears]);
  for (let i = 0; i < all.length; i += 16) {
    for (const line of await Promise.all(all.slice(i, i + 16).map((one) => run(...one)))) console.log(line);
  }
})();
