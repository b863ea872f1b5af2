'use strict';
// backpressure.js KIND [SECONDS]: writes as fast as it may to a reader that takes 20 MB/s: over a socket, a pipe, a child's stdin or an
// HTTP body. Prints the amount of data, whether both ends saw the same bytes in the same order, and the peak of resident memory of both,
// in the first half and in all.

const { spawn } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');

const RATE = 20;  // MB/s of the reader
const MB = 1024 * 1024;
const [, , kind, seconds = '60', role = 'write'] = process.argv;

const rss = () => Math.round(process.memoryUsage.rss() / MB);

function memory() {
  const seen = { firstHalf: 0, most: 0 };
  const start = Date.now();
  const timer = setInterval(() => {
    if (Date.now() - start < Number(seconds) * 500) seen.firstHalf = Math.max(seen.firstHalf, rss());
    seen.most = Math.max(seen.most, rss());
  }, 250);
  return () => { clearInterval(timer); return seen; };
}

// Chunks that differ from each other and can be made again.
function* chunks() {
  let seed = 1;
  for (;;) {
    const chunk = Buffer.alloc(65536);
    for (let i = 0; i < chunk.length; i += 4096) chunk.writeUInt32LE(seed = (seed * 48271) % 2147483647, i);
    yield chunk;
  }
}

// ---- the reader, in a process of its own ----

async function consume(stream, report) {
  const hash = createHash('sha256');
  const stop = memory();
  const start = Date.now();
  let bytes = 0;
  for await (const chunk of stream) {
    hash.update(chunk);
    bytes += chunk.length;
    const ahead = bytes / RATE / MB * 1000 - (Date.now() - start);
    if (ahead > 5) await new Promise((resolve) => setTimeout(resolve, ahead));
  }
  report({ bytes, hash: hash.digest('hex'), memory: stop() });
}

const readers = {
  stdin: (report) => consume(process.stdin, report),
  pipe: (report) => consume(new net.Socket({ fd: 4 }), report),
  socket(report) {
    const server = net.createServer((socket) => { server.close(); consume(socket, report); }).listen(0, () => report({ port: server.address().port }));
  },
  http(report) {
    const server = http.createServer((request, response) => {
      server.close();
      consume(request, (result) => { report(result); response.end(); });
    }).listen(0, () => report({ port: server.address().port }));
  },
};

// ---- the writer ----

async function produce(stream) {
  const hash = createHash('sha256');
  const stop = memory();
  const end = Date.now() + Number(seconds) * 1000;
  let bytes = 0;
  for (const chunk of chunks()) {
    hash.update(chunk);
    bytes += chunk.length;
    if (!stream.write(chunk)) await new Promise((resolve) => stream.once('drain', resolve));
    if (Date.now() >= end) break;
  }
  stream.end();
  return { bytes, hash: hash.digest('hex'), memory: stop() };
}

function write() {
  const reader = spawn(process.execPath, [__filename, kind, seconds, 'read'], { stdio: ['pipe', 'inherit', 'inherit', 'pipe', 'pipe'] });
  let said = '';
  let written;
  const target = { stdin: () => reader.stdin, pipe: () => reader.stdio[4] };
  const go = (stream) => produce(stream).then((result) => { written = result; });
  if (target[kind]) go(target[kind]());
  reader.stdio[3].setEncoding('utf8').on('data', (text) => {
    said += text;
    const { port } = JSON.parse(said.split('\n')[0]);
    if (port === undefined || said.split('\n').length !== 2) return;
    if (kind === 'socket') go(net.connect(port));
    else go(http.request({ port, method: 'POST' }).on('response', (response) => response.resume()));
  });
  reader.on('close', (code) => {
    const read = JSON.parse(said.trim().split('\n').at(-1));
    const same = code === 0 && read.bytes === written.bytes && read.hash === written.hash;
    const flat = [written, read].every(({ memory: { firstHalf, most } }) => most - firstHalf < 8);
    console.log(JSON.stringify({ kind, megabytes: Math.round(read.bytes / MB), same, flat, writer: written.memory, reader: read.memory }));
    process.exitCode = same && flat ? 0 : 1;
  });
}

if (role === 'read') readers[kind]((result) => fs.writeSync(3, `${JSON.stringify(result)}\n`));
else write();
