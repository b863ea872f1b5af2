'use strict';
// faults.js [SECONDS] [SEED]: transfers of many kinds at once. Meanwhile peers are killed, the disk fills up, descriptors are used up and
// files are cut, at random from a fixed seed. Each transfer must end in one of Node's errors or deliver exactly its bytes. Prints counts.
// The exit code is 1 for a wrong byte, a transfer that does not end within 30 s, an error without a code, or a descriptor or handle that
// is left over.

const { spawn } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { pipeline } = require('node:stream/promises');
const { Readable } = require('node:stream');
const zlib = require('node:zlib');

const [, , seconds = '600', start = '42'] = process.argv;
let seed = Number(start);
const random = (below) => {
  seed = (seed * 48271) % 2147483647;
  return seed % below;
};
const sha = (bytes) => createHash('sha256').update(bytes).digest('hex');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anode-faults-'));
const data = Array.from({ length: 8 }, (_, i) => {
  const bytes = Buffer.alloc(200_000 + i * 150_000);
  for (let at = 0; at + 4 <= bytes.length; at += 4) bytes.writeUInt32LE(random(2147483647), at);
  return bytes;
});
const sums = data.map(sha);
data.forEach((bytes, i) => fs.writeFileSync(path.join(folder, `source-${i}`), bytes));

const counts = { ok: {}, failed: {}, wrong: 0, hung: 0, nameless: 0 };
const bump = (object, key) => { object[key] = (object[key] ?? 0) + 1; };

async function collect(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

// ---- servers that outlive all faults ----

const sockets = new Set();
const echo = net.createServer({ allowHalfOpen: true }, (socket) => {
  sockets.add(socket);
  socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  socket.pipe(socket);
});
const web = http.createServer((request, response) => {
  sockets.add(request.socket);
  request.socket.once('close', () => sockets.delete(request.socket));
  request.on('error', () => {});
  response.on('error', () => {});
  request.pipe(response);
});

// ---- transfers: each yields bytes that must equal data[i] ----

let next = 0;
const name = (what) => path.join(folder, `${what}-${++next}`);

const transfers = {
  async tcp(i) {
    const socket = net.connect({ port: echo.address().port, host: '127.0.0.1' });
    const [bytes] = await Promise.all([collect(socket), pipeline(Readable.from(pieces(data[i])), socket, { end: true })]);
    return bytes;
  },
  http(i) {
    return new Promise((resolve, reject) => {
      const request = http.request({ port: web.address().port, host: '127.0.0.1', method: 'POST', agent: false }, (response) => {
        collect(response).then(resolve, reject);
      });
      request.on('error', reject);
      pipeline(Readable.from(pieces(data[i])), request).catch(reject);
    });
  },
  async copy(i) {
    const target = name('copy');
    try {
      await pipeline(fs.createReadStream(path.join(folder, `source-${i}`)), fs.createWriteStream(target));
      return await fs.promises.readFile(target);
    } finally {
      await fs.promises.rm(target, { force: true });
    }
  },
  async gzip(i) {
    const target = name('gzip');
    try {
      await pipeline(fs.createReadStream(path.join(folder, `source-${i}`)), zlib.createGzip(), fs.createWriteStream(target));
      return await pipeline(fs.createReadStream(target), zlib.createGunzip(), collect);
    } finally {
      await fs.promises.rm(target, { force: true });
    }
  },
  child(i) {
    return new Promise((resolve, reject) => {
      const child = spawn('cat');
      children.add(child);
      child.on('error', reject);
      child.on('close', (code, signal) => {
        children.delete(child);
        if (code !== 0) reject(Object.assign(new Error('killed'), { code: signal ?? `exit ${code}` }));
      });
      if (child.stdin === undefined) return;  // no descriptors for the pipes
      child.stdin.on('error', () => {});
      child.stdout.on('error', reject);
      const closed = new Promise((done) => { child.on('close', (code) => done(code)); });
      collect(child.stdout).then(async (bytes) => { if (await closed === 0) resolve(bytes); }, reject);
      pipeline(Readable.from(pieces(data[i])), child.stdin).catch(() => {});
    });
  },
  async full(i) {  // always fails
    await pipeline(fs.createReadStream(path.join(folder, `source-${i}`)), fs.createWriteStream('/dev/full'));
    return data[i];
  },
  async cut(i) {  // a file that shrinks while it is read: its first bytes arrive
    const source = name('cut');
    await fs.promises.writeFile(source, data[i]);
    try {
      const stream = fs.createReadStream(source, { highWaterMark: 8192 });
      const left = random(data[i].length);
      stream.once('data', () => fs.truncate(source, left, () => {}));
      const bytes = await collect(stream);
      const sure = bytes.subarray(0, left);  // a read at the moment of the cut may see zeros
      if (sure.length < left || !sure.equals(data[i].subarray(0, left))) return Buffer.from('wrong');
      return data[i];
    } finally {
      await fs.promises.rm(source, { force: true });
    }
  },
  async broken(i) {  // gzip that is truncated or has a wrong byte: it must not be accepted
    const packed = zlib.gzipSync(data[i], { level: 1 });
    if (random(2)) packed[20 + random(packed.length - 40)] ^= 0xff;
    return pipeline(Readable.from(pieces(random(2) ? packed.subarray(0, random(packed.length)) : packed)), zlib.createGunzip(), collect);
  },
};
const children = new Set();

function* pieces(bytes) {
  for (let at = 0; at < bytes.length; at += 40_000) yield bytes.subarray(at, at + 40_000);
}

// ---- faults ----

const pick = (set) => [...set][random(set.size)];
const faults = {
  reset() { if (sockets.size) pick(sockets).resetAndDestroy(); },
  destroy() { if (sockets.size) pick(sockets).destroy(); },
  kill() { if (children.size) pick(children).kill('SIGKILL'); },
  // All descriptors are used up for 20 ms.
  exhaust() {
    if (held.length) return;
    try {
      for (;;) held.push(fs.openSync('/dev/null'));
    } catch (error) {
      bump(counts.failed, `exhaust ${error.code}`);
    }
    setTimeout(() => held.splice(0).forEach((fd) => fs.closeSync(fd)), 20);
  },
};
const held = [];

// ---- the run ----

const open = () => fs.readdirSync('/proc/self/fd').length;

async function transfer() {
  const kinds = Object.keys(transfers);
  const kind = kinds[random(kinds.length)];
  const i = random(data.length);
  let timer;
  const hang = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('hung'), { hung: true })), 30_000);
  });
  try {
    const bytes = await Promise.race([transfers[kind](i), hang]);
    if (sha(bytes) === sums[i]) bump(counts.ok, kind);
    else { counts.wrong++; console.error('wrong', kind, bytes.length, data[i].length); }
  } catch (error) {
    if (error.hung) { counts.hung++; console.error('hung', kind); }
    else if (typeof error.code !== 'string') { counts.nameless++; console.error(kind, error); }
    bump(counts.failed, `${kind} ${error.code}`);
  } finally {
    clearTimeout(timer);
  }
}

async function main() {
  await new Promise((resolve) => echo.listen(0, '127.0.0.1', resolve));
  await new Promise((resolve) => web.listen(0, '127.0.0.1', resolve));
  for (let i = 0; i < 3; i++) await Promise.all(Object.keys(transfers).map(() => transfer()));
  const before = open();
  const end = Date.now() + Number(seconds) * 1000;
  const worker = async () => { while (Date.now() < end) await transfer(); };
  const names = Object.keys(faults);
  const chaos = setInterval(() => {
    const fault = names[random(100) < 3 ? 3 : random(3)];
    faults[fault]();
    bump(counts.failed, `(${fault})`);
  }, 15);
  await Promise.all(Array.from({ length: 12 }, worker));
  clearInterval(chaos);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const left = open() - before;
  echo.close();
  web.close();
  web.closeAllConnections();
  await new Promise((resolve) => setTimeout(resolve, 200));
  const handles = process.getActiveResourcesInfo().filter((what) => !/Timeout|TTY|Pipe/.test(what));
  fs.rmSync(folder, { recursive: true });
  console.log(JSON.stringify({ ...counts, descriptorsLeft: left, handles, megabytes: Math.round(process.memoryUsage.rss() / 1048576) }, null, 1));
  process.exitCode = counts.wrong || counts.hung || counts.nameless || left > 0 || handles.length ? 1 : 0;
}

process.on('exit', (code) => { if (code === 0 && counts.hung) process.exitCode = 1; });
main();
