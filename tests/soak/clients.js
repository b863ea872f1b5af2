'use strict';
// clients.js [COUNT] [MESSAGES]: that many TCP clients at once on one thread, each sending and receiving that many messages. Their server
// is the same program in another process. Prints the lost messages, the time, and the peak of resident memory of both.

const { fork } = require('node:child_process');
const net = require('node:net');

const [, , count = '10000', messages = '100'] = process.argv;
const SIZE = 64;
const most = () => Math.round(process.resourceUsage().maxRSS / 1024);

if (process.send !== undefined) {
  const server = net.createServer((socket) => socket.on('error', () => {}).pipe(socket)).listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
    process.send(server.address().port);
  });
  process.on('message', () => { process.send(most()); process.disconnect(); server.close(); });
} else {
  const server = fork(__filename);
  server.once('message', run);
}

function client(port, id, done) {
  const message = Buffer.alloc(SIZE, String.fromCharCode(33 + id % 90));
  message.writeUInt32LE(id, 0);
  let left = Number(messages), at = 0, wrong = 0;
  const socket = net.connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  socket.on('data', (data) => {
    for (let i = 0; i < data.length; i++) {
      if (data[i] !== message[at]) wrong++;
      if (++at < SIZE) continue;
      at = 0;
      if (--left > 0) socket.write(message);
      else socket.end();
    }
  });
  socket.on('error', () => {});
  socket.on('close', () => done(left, wrong));
  return () => socket.write(message);
}

async function run(port) {
  const server = this;
  const start = Date.now();
  let open = Number(count), lost = 0, wrong = 0;
  const finished = new Promise((resolve) => {
    const done = (left, mistakes) => {
      lost += left;
      wrong += mistakes;
      if (--open === 0) resolve();
    };
    // All clients are connected before the first one sends.
    const starts = Array.from({ length: open }, (_, id) => client(port, id, done));
    setTimeout(() => starts.forEach((begin) => begin()), 0);
  });
  await finished;
  const ms = Date.now() - start;
  server.send('end');
  server.once('message', (serverMemory) => {
    console.log(JSON.stringify({ clients: Number(count), lost, wrong, ms, clientsMB: most(), serverMB: serverMemory }));
    process.exitCode = lost || wrong ? 1 : 0;
  });
}
