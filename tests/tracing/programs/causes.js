// Each line that is printed says what ran, and the line that asked for it.
const { EventEmitter } = require('node:events');
const { Readable } = require('node:stream');
const { Worker } = require('node:worker_threads');
const child_process = require('node:child_process');
const crypto = require('node:crypto');
const dns = require('node:dns');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');

const say = (what, line) => console.log(`${what} ${line}`);

setTimeout(() => say('setTimeout', 14), 2);
setImmediate(() => say('setImmediate', 15));
process.nextTick(() => say('nextTick', 16));
queueMicrotask(() => say('queueMicrotask', 17));
Promise.resolve().then(() => say('then', 18));
Promise.reject(new Error('rejected')).catch(() => say('catch', 19));
Promise.resolve().finally(() => say('finally', 20));
(async () => {
  await null;
  say('await', 22);
  await new Promise((resolve) => setTimeout(resolve, 1));
  say('await of a timer', 24);
})();
fs.readFile(__filename, () => say('fs.readFile', 27));
fs.promises.stat(__filename).then(() => say('fs.promises', 28));
crypto.pbkdf2('secret', 'salt', 10, 16, 'sha256', () => say('crypto', 29));
dns.lookup('localhost', () => say('dns', 30));
child_process.execFile(process.execPath, ['-e', '0'], () => say('child process', 31));
const worker = new Worker('require("worker_threads").parentPort.postMessage(1)', { eval: true });
worker.on('message', () => say('worker', 32));
Readable.from(['one']).on('data', () => say('stream', 34));
const emitter = new EventEmitter();
emitter.on('event', () => say('EventEmitter', 37));
setTimeout(() => emitter.emit('event'), 3);

const server = net.createServer((socket) => {
  say('net server', 43);
  socket.end();
});
server.listen(0, () => {
  say('listen', 43);
  net.connect(server.address().port, () => {
    say('connect', 45);
    server.close();
  }).resume();
});

const web = http.createServer((request, response) => {
  say('http server', 55);
  response.end('hello');
});
web.listen(0, '127.0.0.1', () => {
  const { port } = web.address();
  http.get({ port, host: '127.0.0.1', agent: false }, (response) => {
    say('http client', 57);
    response.resume();
    fetch(`http://127.0.0.1:${port}`).then((answer) => {
      say('fetch', 60);
      return answer.text();
    }).then(() => {
      say('body', 63);
      web.close();
      web.closeAllConnections();
    });
  });
});
