'use strict';

// Bytes that are an error come behind whole requests, on a secure connection.

const tls = require('tls');
const { serve, target } = require('../tls/fixtures/https');

const line = (url, rest = '') => `GET ${url} HTTP/1.1\r\nHost: x\r\n${rest}\r\n`;
const close = 'Connection: close\r\n';
const bytes = [
  [line('/one', close) + line('/more')], [line('/one', close), line('/more')], [line('/one') + line('/two', close) + line('/more')],
  [line('/one') + line('/two') + 'no HTTP\r\n\r\n'], [line('/one') + line('/two'), 'no HTTP\r\n\r\n'],
  ['PRI *x\r\nHost: x\r\n\r\n'],
];
const answers = {
  now: (request, response) => response.end(request.url),
  end: (request, response) => request.resume().on('end', () => response.end(request.url)),
  late: (request, response) => setTimeout(() => response.end(request.url), 60),
};

function speak(port, parts) {
  return new Promise((resolve) => {
    let text = '';
    const client = tls.connect(target(port), () => parts.forEach((part, i) => setTimeout(() => client.write(part), 20 * i)));
    client.setTimeout(300, () => { text += '<open>'; client.destroy(); });
    client.on('data', (data) => { text += data; });
    client.on('error', () => {});
    client.on('close', () => resolve(text.replace(/Date: .*\r\n/g, '')));
  });
}

let answer, seen;
serve({}, (request, response) => {
  seen.push(request.url);
  request.on('error', () => {});
  answer(request, response);
}, async (port, server) => {
  for (const hears of [false, true]) {
    if (hears) {
      server.on('clientError', (error, socket) => {
        seen.push(error.code);
        socket.destroy();
      });
    }
    for (const way in answers) {
      for (const parts of bytes) {
        answer = answers[way];
        seen = [];
        const text = await speak(port, parts);
        console.log(JSON.stringify([hears, way, parts, seen, text]));
      }
    }
  }
  server.close();
});
