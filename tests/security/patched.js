'use strict';
// User code may overwrite any built-in. The script replaces each in turn by a function that throws; the code below must still work.

const assert = require('assert');
const childProcess = require('child_process');
const crypto = require('crypto');
const dns = require('dns');
const fs = require('fs');
const http = require('http');
const net = require('net');
const os = require('os');
const path = require('path');
const querystring = require('querystring');
const readline = require('readline');
const timers = require('timers/promises');
const url = require('url');
const util = require('util');
const zlib = require('zlib');
const { AsyncLocalStorage } = require('async_hooks');
const { EventEmitter, on, once } = require('events');
const { PassThrough, Readable, Transform } = require('stream');
const { pipeline } = require('stream/promises');
const { StringDecoder } = require('string_decoder');
const { MessageChannel } = require('worker_threads');

const mapSet = Function.prototype.call.bind(Map.prototype.set);
const { defineProperty, getOwnPropertyDescriptor } = Object;
const generator = Object.getPrototypeOf(function*() {}).prototype;
const arrayIterator = Object.getPrototypeOf([][Symbol.iterator]());
const mapIterator = Object.getPrototypeOf(new Map().entries());
const setIterator = Object.getPrototypeOf(new Set().values());
const stringIterator = Object.getPrototypeOf(''[Symbol.iterator]());
const patched = [
  [Array.prototype, 'Array.prototype', [
    'push', 'pop', 'shift', 'unshift', 'slice', 'concat', 'forEach', 'map', 'filter', 'join', 'indexOf', 'lastIndexOf', 'includes', 'splice', 'sort', 'reverse',
    'some', 'every', 'reduce', 'find', 'findIndex', 'fill', 'flat', 'flatMap', 'at', 'keys', 'values', 'entries', 'toString', Symbol.iterator,
  ]],
  [arrayIterator, 'ArrayIterator.prototype', ['next']],
  [Array, 'Array', ['isArray', 'from', 'of']],
  [Function.prototype, 'Function.prototype', ['call', 'apply', 'bind', 'toString']],
  [String.prototype, 'String.prototype', [
    'slice', 'split', 'replace', 'replaceAll', 'startsWith', 'endsWith', 'indexOf', 'lastIndexOf', 'charCodeAt', 'codePointAt', 'charAt', 'toLowerCase', 'toUpperCase',
    'trim', 'trimStart', 'trimEnd', 'includes', 'match', 'padStart', 'padEnd', 'repeat', 'substring', 'normalize', 'isWellFormed', 'toString', Symbol.iterator,
  ]],
  [stringIterator, 'StringIterator.prototype', ['next']],
  [String, 'String', ['fromCharCode', 'raw']],
  [Map.prototype, 'Map.prototype', ['get', 'set', 'has', 'delete', 'forEach', 'keys', 'values', 'entries', 'clear', Symbol.iterator]],
  [mapIterator, 'MapIterator.prototype', ['next']],
  [Set.prototype, 'Set.prototype', ['add', 'has', 'delete', 'forEach', 'values', 'clear', Symbol.iterator]],
  [setIterator, 'SetIterator.prototype', ['next']],
  [WeakMap.prototype, 'WeakMap.prototype', ['get', 'set', 'has', 'delete']],
  [WeakSet.prototype, 'WeakSet.prototype', ['add', 'has']],
  [WeakRef.prototype, 'WeakRef.prototype', ['deref']],
  [FinalizationRegistry.prototype, 'FinalizationRegistry.prototype', ['register', 'unregister']],
  [RegExp.prototype, 'RegExp.prototype', ['exec', 'test', Symbol.replace, Symbol.match, Symbol.split, Symbol.search]],
  [Promise.prototype, 'Promise.prototype', ['then', 'catch', 'finally']],
  [Promise, 'Promise', ['all', 'race', 'resolve', 'reject', 'allSettled', 'any', 'withResolvers']],
  [JSON, 'JSON', ['parse', 'stringify']],
  [Reflect, 'Reflect', ['apply', 'get', 'set', 'ownKeys', 'construct', 'has', 'getPrototypeOf']],
  [Object, 'Object', [
    'keys', 'values', 'entries', 'assign', 'defineProperty', 'defineProperties', 'create', 'getPrototypeOf', 'setPrototypeOf', 'freeze', 'is',
    'getOwnPropertyDescriptor', 'getOwnPropertyNames', 'getOwnPropertySymbols', 'hasOwn', 'fromEntries',
  ]],
  [Object.prototype, 'Object.prototype', ['hasOwnProperty', 'toString', 'isPrototypeOf', 'propertyIsEnumerable']],
  [Error, 'Error', ['captureStackTrace']],
  [Error.prototype, 'Error.prototype', ['toString']],
  [Uint8Array.__proto__.prototype, 'TypedArray.prototype', [
    'set', 'subarray', 'slice', 'fill', 'copyWithin', 'includes', 'indexOf', 'join', 'map', 'forEach', 'keys', 'values', 'entries', 'toString', Symbol.iterator,
  ]],
  [Uint8Array.prototype, 'Uint8Array.prototype', ['toHex', 'toBase64', 'setFromHex', 'setFromBase64']],
  [ArrayBuffer, 'ArrayBuffer', ['isView']],
  [ArrayBuffer.prototype, 'ArrayBuffer.prototype', ['slice', 'transfer']],
  [DataView.prototype, 'DataView.prototype', ['getUint8', 'setUint8', 'getUint32', 'setUint32']],
  [Date, 'Date', ['now']],
  [Date.prototype, 'Date.prototype', ['getTime', 'toISOString', 'valueOf']],
  [Math, 'Math', ['floor', 'ceil', 'round', 'min', 'max', 'trunc', 'abs', 'random']],
  [Number, 'Number', ['isInteger', 'isFinite', 'isNaN', 'isSafeInteger', 'parseInt']],
  [Number.prototype, 'Number.prototype', ['toString', 'toFixed', 'valueOf']],
  [generator, 'Generator.prototype', ['next', 'return', 'throw']],
  [globalThis, 'globalThis', ['parseInt', 'isNaN', 'decodeURIComponent', 'encodeURIComponent', 'queueMicrotask', 'setTimeout', 'setImmediate']],
];

function equal(found, wanted) {
  if (found !== wanted) throw new Error(`got ${found} instead of ${wanted}`);
}

function aMap() {
  const map = new Map();
  mapSet(map, 1, { b: 2 });
  return map;
}

function text() {
  equal(path.join('a', '..', 'b', 'c.js'), 'b/c.js');
  equal(util.format('%s %d', 'a', 1), 'a 1');
  equal(util.inspect({ a: [1, 'x', { b: 2 }] }), "{ a: [ 1, 'x', { b: 2 } ] }");
  equal(util.inspect(new Uint8Array(1)), 'Uint8Array(1) [ 0 ]');
  equal(Buffer.from('hällo').toString('base64'), 'aMOkbGxv');
  equal(Buffer.from('6869', 'hex').toString('latin1'), 'hi');
  equal(Buffer.concat([Buffer.from('a'), Buffer.from('b')]).toString(), 'ab');
  equal(Buffer.from('abc').indexOf('c'), 2);
  equal(new URL('http://example.org:80/a?b=c#d').searchParams.get('b'), 'c');
  equal(new URLSearchParams('a=1&b=2').toString(), 'a=1&b=2');
  equal(url.parse('http://u:p@h:8/p?q=1#f').pathname, '/p');
  equal(url.resolve('http://h/a/b', '../c'), 'http://h/c');
  equal(url.fileURLToPath('file:///a%20b'), '/a b');
  equal(querystring.stringify({ a: ['1', 'ü'], b: 2 }), 'a=1&a=%C3%BC&b=2');
  equal(querystring.parse('a=1&a=%C3%BC&b=2').a[1], 'ü');
  const decoder = new StringDecoder('utf8');
  equal(decoder.write(Buffer.from([0xc3])) + decoder.end(Buffer.from([0xa4])), 'ä');
  equal(new TextDecoder('latin1').decode(new TextEncoder().encode('a')), 'a');
  const { values, positionals } = util.parseArgs({ args: ['-v', '--name=x', 'rest'], allowPositionals: true,
                                                   options: { verbose: { type: 'boolean', short: 'v' }, name: { type: 'string' } } });
  equal(`${values.verbose} ${values.name} ${positionals[0]}`, 'true x rest');
  equal(util.styleText('red', 'x', { validateStream: false }), '\x1b[31mx\x1b[39m');
  equal(util.stripVTControlCharacters('\x1b[31mx\x1b[39m'), 'x');
  assert.strictEqual(1, 1);
  assert.deepStrictEqual({ a: [1, new Date(0)], m: aMap() }, { a: [1, new Date(0)], m: aMap() });
  assert.throws(() => assert.deepStrictEqual([1], [2]), { code: 'ERR_ASSERTION' });
  equal(zlib.gunzipSync(zlib.gzipSync('zipped')).toString(), 'zipped');
  equal(crypto.createHash('sha256').update('a').digest('hex').length, 64);
  equal(crypto.randomBytes(5).length, 5);
  equal(crypto.randomUUID().length, 36);
  equal(crypto.createHmac('sha1', 'k').update('a').digest('base64').length, 28);
  equal(net.isIP('fe80::1%lo'), 6);
  equal(structuredClone({ a: 5 }).a, 5);
}

function consoleText() {
  let written = '';
  const stream = new PassThrough();
  stream.on('data', (chunk) => { written += chunk; });
  const own = new console.Console(stream);
  own.table([{ a: 1, b: 'x' }]);
  own.log('%o', 1, [2]);
  own.group('g');
  own.error('e');
  equal(written, '┌─────────┬───┬─────┐\n│ (index) │ a │ b   │\n├─────────┼───┼─────┤\n│ 0       │ 1 │ \'x\' │\n└─────────┴───┴─────┘\n1 [ 2 ]\ng\n  e\n');
}

// The standards of the web platform ask such a value for its iterator.
const justOne = (value) => ({ [Symbol.iterator]: () => ({ done: false, next() { const { done } = this; this.done = true; return done ? { done } : { done, value }; } }) });

async function events() {
  const emitter = new EventEmitter();
  let told = 0;
  emitter.once('x', (n) => { told += n; });
  emitter.on('x', (n) => { told += n; });
  emitter.emit('x', 2);
  equal(told, 4);
  const iterator = on(emitter, 'y');
  emitter.emit('y', 3);
  equal((await iterator.next()).value[0], 3);
  await iterator.return();
  const target = new EventTarget();
  target.addEventListener('z', () => { told++; }, { once: true });
  target.dispatchEvent(new Event('z'));
  equal(told, 5);
  const controller = new AbortController();
  const any = AbortSignal.any(justOne(controller.signal));
  any.addEventListener('abort', () => { told++; });
  controller.abort();
  equal(`${told} ${any.aborted}`, '6 true');
  const storage = new AsyncLocalStorage();
  equal(await storage.run(7, async () => { await null; return storage.getStore(); }), 7);
  await new Promise((resolve) => { setTimeoutBefore(() => setImmediateBefore(() => process.nextTick(() => queueMicrotaskBefore(resolve))), 1); });
  equal(await timers.setTimeout(1, 'later'), 'later');
  equal(await timers.setImmediate('soon'), 'soon');
  const ticks = timers.setInterval(1, 'tick');
  equal((await ticks.next()).value, 'tick');
  await ticks.return();
}

async function files() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'patched-'));
  const file = path.join(folder, 'a');
  fs.writeFileSync(file, 'one');
  await fs.promises.appendFile(file, ' two');
  equal(await fs.promises.readFile(file, 'utf8'), 'one two');
  equal(fs.statSync(file).size, 7);
  await new Promise((resolve, reject) => {
    fs.stat(file, (error, stats) => (error || stats.size !== 7 ? reject(error) : resolve()));
  });
  const watcher = fs.watch(folder);
  const changed = once(watcher, 'change');
  await pipeline(fs.createReadStream(file), fs.createWriteStream(path.join(folder, 'b')));
  await changed;
  watcher.close();
  equal(fs.readFileSync(path.join(folder, 'b'), 'latin1'), 'one two');
  await fs.promises.cp(folder, `${folder}-copy`, { recursive: true });
  const directory = await fs.promises.opendir(`${folder}-copy`);
  let seen = 0;
  for (let entry = await directory.read(); entry !== null; entry = await directory.read()) if (entry.isFile()) seen++;
  await directory.close();
  equal(seen, 2);
  equal(fs.readdirSync(folder, { withFileTypes: true }).length, 2);
  equal(fs.globSync('*', { cwd: folder }).length, 2);
  const handle = await fs.promises.open(file);
  equal((await handle.read({ buffer: Buffer.alloc(3) })).bytesRead, 3);
  const lines = handle.readLines({ start: 0 });
  let line;
  lines.on('line', (found) => { line = found; });
  await once(lines, 'close');
  equal(line, 'one two');
  await fs.promises.rm(`${folder}-copy`, { recursive: true });
  fs.rmSync(folder, { recursive: true });
  let code;
  try { fs.readFileSync(file); } catch (error) { code = error.code; }
  equal(code, 'ENOENT');
  code = undefined;
  try { await fs.promises.readFile(file); } catch (error) { code = error.code; }
  equal(code, 'ENOENT');
}

async function streams() {
  const through = new PassThrough();
  let got = '';
  through.on('data', (chunk) => { got += chunk.toString(); });
  through.end('streamed');
  await once(through, 'end');
  equal(got, 'streamed');
  await pipeline(Readable.from((async function*() { yield 'p'; })()), new PassThrough().resume());
  const upper = new Transform({ transform(chunk, encoding, callback) { callback(null, `<${chunk}>`); } });
  upper.setEncoding('utf8');
  upper.write('a');
  upper.end('b');
  got = '';
  for await (const chunk of upper) got += chunk;
  equal(got, '<a><b>');
  const unzip = zlib.createGunzip();
  unzip.end(zlib.gzipSync('zipped'));
  got = '';
  for await (const chunk of unzip) got += chunk.toString();
  equal(got, 'zipped');
  const web = new ReadableStream({ start(controller) { controller.enqueue('w'); controller.close(); } });
  const reader = web.pipeThrough(new TransformStream()).getReader();
  equal((await reader.read()).value, 'w');
  equal((await reader.read()).done, true);
  const blob = new Blob(justOne('blob'));
  equal(await blob.text(), 'blob');
  equal((await blob.slice(1, 3).arrayBuffer()).byteLength, 2);
  const input = new PassThrough();
  const lines = readline.createInterface({ input });
  const found = once(lines, 'line');
  input.write('first\nsecond');
  equal((await found)[0], 'first');
  lines.close();
  const { port1, port2 } = new MessageChannel();
  port1.postMessage({ a: [1] });
  equal((await once(port2, 'message'))[0].a[0], 1);
  port1.close();
  await once(port2, 'close');
}

async function processes() {
  equal(childProcess.execFileSync('echo', ['hi'], { encoding: 'utf8' }), 'hi\n');
  const child = childProcess.spawn('cat', { env: { PATH: process.env.PATH, X: '1' } });
  let got = '';
  child.stdout.on('data', (chunk) => { got += chunk; });
  child.stdin.end('cat');
  await once(child, 'close');
  equal(got, 'cat');
  equal((await util.promisify(childProcess.exec)('echo out')).stdout, 'out\n');
  await new Promise((resolve, reject) => {
    dns.lookup('127.0.0.1', (error, address) => (error || address !== '127.0.0.1' ? reject(error ?? new Error(address)) : resolve()));
  });
  await new Promise((resolve, reject) => { dns.lookup('localhost', { all: true }, (error) => (error ? reject(error) : resolve())); });
  equal((await import(`${moduleUrl}?${++imports}`)).default, 5);
  equal(require(commonJs).loaded, true);
  delete require.cache[commonJs];
}

async function serve() {
  const server = http.createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => { body += chunk; });
    req.on('end', () => {
      res.setHeader('x-a', req.url);
      res.writeHead(201, { 'x-b': ['1', '2'] });
      res.write(body);
      res.end(req.headers.host === undefined ? 'no' : 'yes');
    });
  });
  server.listen(0);
  await once(server, 'listening');
  const agent = new http.Agent({ keepAlive: true });
  const ask = (method, body) => new Promise((resolve, reject) => {
    const request = http.request({ port: server.address().port, path: '/p', agent, method, headers: { 'x-c': 'd' } }, (res) => {
      let got = '';
      res.setEncoding('utf8');
      res.on('data', (part) => { got += part; });
      res.on('end', () => resolve(`${res.statusCode} ${res.headers['x-a']} ${res.headers['x-b']} ${got}`));
    });
    request.on('error', reject);
    request.end(body);
  });
  equal(await ask('GET'), '201 /p 1, 2 yes');
  equal(await ask('POST', 'posted '), '201 /p 1, 2 posted yes');
  agent.destroy();
  await new Promise((resolve) => { server.close(resolve); });
  const echo = net.createServer((socket) => { socket.pipe(socket); });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const socket = net.connect(echo.address().port);
  socket.end('echo');
  equal((await once(socket, 'data'))[0].toString(), 'echo');
  await once(socket, 'close');
  await new Promise((resolve) => { echo.close(resolve); });
}

const parts = [text, consoleText, events, files, streams, processes, serve];
const setTimeoutBefore = setTimeout;
const setImmediateBefore = setImmediate;
const queueMicrotaskBefore = queueMicrotask;
const modules = fs.mkdtempSync(path.join(os.tmpdir(), 'patched-modules-'));
process.on('exit', () => { fs.rmSync(modules, { recursive: true }); });
const commonJs = path.join(modules, 'loaded.cjs');
fs.writeFileSync(commonJs, 'exports.loaded = true;');
fs.writeFileSync(path.join(modules, 'five.mjs'), "import { loaded } from './loaded.cjs'; import { join } from 'node:path'; export default loaded && join('5') === '5' ? 5 : 0;");
const moduleUrl = url.pathToFileURL(path.join(modules, 'five.mjs')).href;
let imports = 0;

async function everything() {
  for (let i = 0; i < parts.length; i++) {
    part = parts[i].name;
    try {
      await parts[i]();
    } catch (error) {
      error.part = parts[i].name;
      throw error;
    }
  }
}

let part;
let uncaught;
process.on('uncaughtException', (error) => { uncaught ??= error; });

// Ends at the first of: the end of the test, an uncaught error, a long time without progress.
function attempt() {
  uncaught = undefined;
  return new Promise((resolve, reject) => {
    const watch = setInterval(() => {
      if (uncaught !== undefined) finish(uncaught);
      else if (++ticks === 50) {
        const error = new Error('nothing more happens');
        error.part = part;
        finish(error);
      }
    }, 20);
    let ticks = 0;
    const finish = (error) => {
      clearInterval(watch);
      if (error === undefined) resolve();
      else reject(error);
    };
    (async () => {
      let failed;
      try {
        await everything();
      } catch (error) {
        failed = error;
      }
      finish(failed ?? uncaught);
    })();
  });
}

(async () => {
  try {
    await attempt();
  } catch (error) {
    console.log(`broken from the start, in ${error.part}: ${error.stack}`);
    process.exit(1);
  }
  const broken = [];
  for (let i = 0; i < patched.length; i++) {
    const { 0: owner, 1: label, 2: names } = patched[i];
    for (let j = 0; j < names.length; j++) {
      const name = names[j];
      const original = getOwnPropertyDescriptor(owner, name);
      const text = `${label}.${typeof name === 'symbol' ? name.description : name}`;
      defineProperty(owner, name, { __proto__: null, configurable: true, writable: true, value: () => { throw new Error(`${text} was called`); } });
      let failed;
      try {
        await attempt();
      } catch (error) {
        failed = error;
      }
      defineProperty(owner, name, original);
      if (failed !== undefined) broken[broken.length] = `${text} in ${failed.part}: ${failed.stack}`;
    }
  }
  console.log(broken.length === 0 ? 'nothing broken' : broken.join('\n'));
  process.exit(broken.length === 0 ? 0 : 1);  // a failed test may have left handles open
})();
