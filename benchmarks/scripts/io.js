'use strict';
// io.js ROW prints the milliseconds that the row takes, and on stderr the peak of resident memory in MB. Without a row it lists all rows.
// IO_MB is the size of the big file (default 4096); IO_DIR is the folder for the files (default: a file system in memory, if there is one).

const child_process = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const { Readable, Writable } = require('node:stream');
const { pipeline } = require('node:stream/promises');
const { TransformStream } = require('node:stream/web');
const zlib = require('node:zlib');

const MB = 1024 * 1024;
const SIZE = Number(process.env.IO_MB ?? 4096);
const DIR = process.env.IO_DIR ?? (fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir());

// Lines of words: gzip reduces them to about a third.
function text(size) {
  const words = ['stream', 'buffer', 'chunk', 'pressure', 'socket', 'descriptor', 'loop', 'phase', 'tick', 'promise'];
  let seed = 1, line = '', out = '';
  while (out.length < size) {
    seed = (seed * 48271) % 2147483647;
    line += `${words[seed % 10]}${seed % 977} `;
    if (line.length > 60) { out += line + '\n'; line = ''; }
  }
  return Buffer.from(out.slice(0, size));
}

// A file of that many MB, kept for the next row and the next runtime.
function file(size) {
  const name = path.join(DIR, `anode-bench-${size}.txt`);
  if (fs.existsSync(name) && fs.statSync(name).size === size * MB) return name;
  const block = text(MB);
  const descriptor = fs.openSync(name, 'w');
  for (let i = 0; i < size; i++) fs.writeSync(descriptor, block);
  fs.closeSync(descriptor);
  return name;
}

function small() {
  const folder = path.join(DIR, 'anode-bench-small');
  if (!fs.existsSync(folder)) {
    fs.mkdirSync(folder);
    for (let i = 0; i < 1000; i++) fs.writeFileSync(path.join(folder, `${i}.txt`), text(4096));
  }
  return folder;
}

const target = () => path.join(DIR, `anode-bench-${process.pid}.out`);

async function echo(connections, messages) {
  const server = net.createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const message = Buffer.alloc(1024, 'x');
  await Promise.all(Array.from({ length: connections }, () => new Promise((resolve, reject) => {
    const socket = net.connect(server.address().port, '127.0.0.1', () => socket.write(message));
    let left = messages, seen = 0;
    socket.setNoDelay(true);
    socket.on('error', reject);
    socket.on('data', (data) => {
      seen += data.length;
      while (seen >= message.length) {
        seen -= message.length;
        if (--left === 0) { socket.end(); return resolve(); }
        socket.write(message);
      }
    });
  })));
  server.close();
}

const rows = {
  'copy a file': { prepare: () => file(SIZE), run: (name) => pipeline(fs.createReadStream(name), fs.createWriteStream(target())) },
  'copy through gzip': {
    prepare: () => file(SIZE),
    run: (name) => pipeline(fs.createReadStream(name), zlib.createGzip(), fs.createWriteStream(target())),
  },
  'copy through TransformStream': {
    prepare: () => file(SIZE),
    run: (name) => Readable.toWeb(fs.createReadStream(name)).pipeThrough(new TransformStream()).pipeTo(Writable.toWeb(fs.createWriteStream(target()))),
  },
  'TCP echo, 1 connection, 20,000 messages': { run: () => echo(1, 20000) },
  'TCP echo, 256 connections, 100,000 messages': { run: () => echo(256, 400) },
  '10,000 x fs.promises.readFile of 4 KB': {
    prepare: small,
    async run(folder) {
      for (let i = 0; i < 10; i++) {
        await Promise.all(Array.from({ length: 1000 }, (_, j) => fs.promises.readFile(path.join(folder, `${j}.txt`))));
      }
    },
  },
  '10,000 x readFileSync of 4 KB': {
    prepare: small,
    run(folder) {
      for (let i = 0; i < 10; i++) for (let j = 0; j < 1000; j++) fs.readFileSync(path.join(folder, `${j}.txt`));
    },
  },
  '1,000 x spawn true': {
    async run() {
      for (let i = 0; i < 50; i++) {
        await Promise.all(Array.from({ length: 20 }, () => new Promise((resolve, reject) => {
          child_process.spawn('true').on('error', reject).on('close', resolve);
        })));
      }
    },
  },
  'lines of 1 GB': {
    prepare: () => file(Math.min(SIZE, 1024)),
    async run(name) {
      let count = 0;
      for await (const line of readline.createInterface({ input: fs.createReadStream(name) })) count += line.length > 0;
      if (count === 0) throw new Error('no lines');
    },
  },
  'SHA-256 of 1 GB': {
    prepare: () => file(Math.min(SIZE, 1024)),
    run: (name) => pipeline(fs.createReadStream(name), crypto.createHash('sha256')),
  },
};

async function main(row) {
  const prepared = row.prepare?.();
  const start = process.hrtime.bigint();
  await row.run(prepared);
  console.log(Number(process.hrtime.bigint() - start) / 1e6);
  console.error(Math.round(process.resourceUsage().maxRSS / 1024));
  fs.rmSync(target(), { force: true });
}

if (process.argv[2] === undefined) console.log(Object.keys(rows).join('\n'));
else main(rows[process.argv[2]]);
