'use strict';
// core.js ROW prints the milliseconds that the row takes: the median of five runs, after a warm-up run.

const { EventEmitter } = require('events');
const { inspect } = require('util');

const MILLION = 1e6;
const KB = 1024, MB = 1024 * 1024;

// Calls `each` from `start` that many times, then `done`.
function counted(times, done, start) {
  let left = times;
  start(() => { if (--left === 0) done(); });
}

function chained(times, done, queue) {
  let left = times;
  const step = () => { if (--left === 0) done(); else queue(step); };
  queue(step);
}

function large() {
  const object = {};
  for (let i = 0; i < 200; i++) {
    object[`key${i}`] = {
      id: i, name: `name ${i}`, tags: ['a', 'b', i], when: new Date(0), map: new Map([[i, { x: 1 }]]), set: new Set([1, 2, 3]), re: /x/g, f() {}, none: null,
      nothing: undefined, symbol: Symbol('s'),
    };
  }
  return object;
}

const rows = {
  'setTimeout': (done) => counted(MILLION, done, (each) => { for (let i = 0; i < MILLION; i++) setTimeout(each, 1); }),
  'nextTick': (done) => counted(MILLION, done, (each) => { for (let i = 0; i < MILLION; i++) process.nextTick(each); }),
  'nextTick, one after the other': (done) => chained(MILLION, done, process.nextTick),
  'await': async (done) => { for (let i = 0; i < MILLION; i++) await undefined; done(); },
  'emit': (done) => {
    const emitter = new EventEmitter();
    let sum = 0;
    emitter.on('x', (value) => { sum += value; });
    for (let i = 0; i < MILLION; i++) emitter.emit('x', 1);
    done(sum);
  },
  'setImmediate': (done) => chained(MILLION / 10, done, setImmediate),
  'inspect': (done) => { for (let i = 0; i < 3; i++) inspect(large(), { depth: Infinity }); done(); },
  'new URL': (done) => {
    let length = 0;
    for (let i = 0; i < 1e5; i++) length += new URL(`https://user:pa@example.com:8080/p/a/t/h?query=string&i=${i}#hash`).href.length;
    done(length);
  },
  'new URL with a base': (done) => {
    let length = 0;
    for (let i = 0; i < 1e5; i++) length += new URL(`/a/b?x=1&y=${i}`, 'http://localhost').searchParams.get('y').length;
    done(length);
  },
};

// `make` returns the function that is measured.
function buffers(name, make) {
  for (const [size, label, times] of [[KB, '1 KB', 20000], [MB, '1 MB', 20]]) {
    rows[`${name}, ${label}`] = (done) => {
      const act = make(size);
      for (let i = 0; i < times; i++) act();
      done();
    };
  }
}

const texts = {
  'utf8': (size) => 'añ日本𝒳 hello'.repeat(size / 12).slice(0, size / 2),
  'ASCII': (size) => 'abcdefgh'.repeat(size / 8),
  'latin1': (size) => 'abcdéfgh'.repeat(size / 8),
  'base64': (size) => Buffer.alloc(size, 'abcdefg').toString('base64'),
  'hex': (size) => Buffer.alloc(size, 'abcdefg').toString('hex'),
};
for (const name of Object.keys(texts)) {
  const encoding = name === 'ASCII' ? 'utf8' : name;
  buffers(`from ${name}`, (size) => { const text = texts[name](size); return () => Buffer.from(text, encoding); });
  buffers(`to ${name}`, (size) => { const bytes = Buffer.from(texts[name](size), encoding); return () => bytes.toString(encoding); });
}
buffers('concat', (size) => { const list = Array(8).fill(Buffer.alloc(size, 'x')); return () => Buffer.concat(list); });

const hay = (size) => { const bytes = Buffer.alloc(size, 'abcdefgh'); bytes.write('needle!!', size - 8); return bytes; };
for (const encoding of ['utf8', 'latin1', 'base64', 'hex']) {
  const needle = Buffer.from('needle!!').toString(encoding);
  buffers(`indexOf ${encoding}`, (size) => { const bytes = hay(size); return () => bytes.indexOf(needle, 0, encoding); });
}
buffers('indexOf a byte', (size) => { const bytes = hay(size); return () => bytes.indexOf(33); });

const row = rows[process.argv[2]];
const times = [];
function once() {
  const start = process.hrtime.bigint();
  row(() => {
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
    if (times.length < 6) setTimeout(once, 0);
    else console.log(times.slice(1).sort((a, b) => a - b)[2]);
  });
}
if (row === undefined) console.log(Object.keys(rows).join('\n'));
else once();
