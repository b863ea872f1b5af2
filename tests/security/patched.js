'use strict';
// User code may overwrite any built-in. Each is replaced in turn by one that throws, and everything below must go on working.

const assert = require('assert');
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const util = require('util');
const zlib = require('zlib');
const { AsyncLocalStorage } = require('async_hooks');
const { EventEmitter, once } = require('events');
const { PassThrough, Readable } = require('stream');
const { pipeline } = require('stream/promises');

const { defineProperty, getOwnPropertyDescriptor } = Object;
const patched = [
  [Array.prototype, 'Array.prototype', ['push', 'pop', 'shift', 'unshift', 'slice', 'concat', 'forEach', 'map', 'filter', 'join', 'indexOf', 'includes', 'splice',
                                        'sort', 'reverse', 'some', 'every', 'reduce', 'find', 'keys', 'values', 'entries']],
  [Function.prototype, 'Function.prototype', ['call', 'apply', 'bind']],
  [String.prototype, 'String.prototype', ['slice', 'split', 'replace', 'startsWith', 'endsWith', 'indexOf', 'charCodeAt', 'toLowerCase', 'trim', 'includes', 'match']],
  [Map.prototype, 'Map.prototype', ['get', 'set', 'has', 'delete', 'forEach', 'keys', 'values', 'entries']],
  [Set.prototype, 'Set.prototype', ['add', 'has', 'delete', 'forEach']],
  [WeakMap.prototype, 'WeakMap.prototype', ['get', 'set', 'has']],
  [RegExp.prototype, 'RegExp.prototype', ['test', Symbol.replace, Symbol.match]],
  [Promise.prototype, 'Promise.prototype', ['then', 'catch', 'finally']],
  [Promise, 'Promise', ['all', 'race', 'resolve', 'reject']],
  [JSON, 'JSON', ['parse', 'stringify']],
  [Reflect, 'Reflect', ['apply', 'get', 'set', 'ownKeys', 'construct', 'has']],
  [Object, 'Object', ['keys', 'assign', 'defineProperty', 'create', 'getPrototypeOf', 'setPrototypeOf', 'freeze', 'entries', 'getOwnPropertyDescriptor']],
  [Uint8Array.__proto__.prototype, 'TypedArray.prototype', ['set', 'subarray', 'slice', 'fill', 'copyWithin']],
  [Date, 'Date', ['now']],
  [Math, 'Math', ['floor', 'min', 'max', 'trunc']],
  [Number, 'Number', ['isInteger', 'isFinite', 'isNaN']],
];

function equal(found, wanted) {
  if (found !== wanted) throw new Error(`got ${found} instead of ${wanted}`);
}

async function everything() {
  equal(path.join('a', '..', 'b', 'c.js'), 'b/c.js');
  equal(util.format('%s %d', 'a', 1), 'a 1');
  equal(util.inspect({ a: [1, 'x', { b: 2 }] }), "{ a: [ 1, 'x', { b: 2 } ] }");
  equal(Buffer.from('hällo').toString('base64'), 'aMOkbGxv');
  equal(Buffer.concat([Buffer.from('a'), Buffer.from('b')]).toString(), 'ab');
  equal(new URL('http://example.org:80/a?b=c#d').searchParams.get('b'), 'c');
  const emitter = new EventEmitter();
  let told = 0;
  emitter.once('x', (n) => { told += n; });
  emitter.on('x', (n) => { told += n; });
  emitter.emit('x', 2);
  equal(told, 4);
  const file = path.join(os.tmpdir(), `patched-${process.pid}`);
  fs.writeFileSync(file, 'one');
  await fs.promises.appendFile(file, ' two');
  equal(await fs.promises.readFile(file, 'utf8'), 'one two');
  equal(fs.statSync(file).size, 7);
  fs.unlinkSync(file);
  let code;
  try { fs.readFileSync(file); } catch (error) { code = error.code; }
  equal(code, 'ENOENT');
  equal(zlib.gunzipSync(zlib.gzipSync('zipped')).toString(), 'zipped');
  const through = new PassThrough();
  let text = '';
  through.on('data', (chunk) => { text += chunk.toString(); });
  through.end('streamed');
  await once(through, 'end');
  equal(text, 'streamed');
  await pipeline(Readable.from((async function*() { yield 'p'; })()), new PassThrough().resume());
  assert.strictEqual(1, 1);
  assert.deepStrictEqual({ a: [1, new Date(0)] }, { a: [1, new Date(0)] });
  const storage = new AsyncLocalStorage();
  equal(await storage.run(7, async () => { await null; return storage.getStore(); }), 7);
  equal(structuredClone({ a: 5 }).a, 5);
  await new Promise((resolve) => { setTimeout(() => setImmediate(() => process.nextTick(() => queueMicrotask(resolve))), 1); });
  const server = http.createServer((req, res) => {
    res.setHeader('x-a', req.url);
    res.end(req.headers.host === undefined ? 'no' : 'yes');
  });
  server.listen(0);
  await once(server, 'listening');
  const body = await new Promise((resolve, reject) => {
    http.get({ port: server.address().port, path: '/p' }, (res) => {
      let got = '';
      res.setEncoding('utf8');
      res.on('data', (part) => { got += part; });
      res.on('end', () => resolve(`${res.statusCode} ${res.headers['x-a']} ${got}`));
    }).on('error', reject);
  });
  equal(body, '200 /p yes');
  await new Promise((resolve) => { server.close(resolve); });
}

let uncaught;
process.on('uncaughtException', (error) => { uncaught ??= error; });

// Whatever happens first: the end, an error that nobody caught, or nothing for too long.
function attempt() {
  uncaught = undefined;
  return new Promise((resolve, reject) => {
    const watch = setInterval(() => {
      if (uncaught !== undefined) finish(uncaught);
      else if (++ticks === 200) finish(new Error('nothing more happens'));
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
  await attempt();
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
      if (failed !== undefined) broken[broken.length] = `${text}: ${failed.stack}`;
    }
  }
  console.log(broken.length === 0 ? 'nothing broken' : broken.join('\n'));
})();
