'use strict';
// Calls exports of node: modules with arguments of every kind. `api.js SEED FROM TO [trace]`: calls FROM to TO of the sequence that SEED gives. Each call has a
// random sequence of its own, so that a call can be repeated alone.
const fs = require('fs');
const { builtinModules } = require('module');
if (require('cluster').isWorker) process.reallyExit(0);
const [seed, from, to] = process.argv.slice(2, 5).map(Number);
const trace = process.argv[5] === 'trace';
const leave = process.reallyExit.bind(process);
const writeSync = fs.writeSync.bind(fs);
const setTimer = setTimeout;
const report = (text) => { try { writeSync(2, `FUZZ ${text}\n`); } catch { /* a call has closed it */ } };

let state = 0;
const next = () => {  // mulberry32
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const below = (n) => Math.floor(next() * n);
const pick = (list) => list[below(list.length)];

// ---- arguments ----

const thrower = () => { throw new Error('thrown by an argument'); };
const STRINGS = [
  '', 'a', './x', 'a/b/c', 'é\u{1f600}', 'a\0b', '\ud800', 'x'.repeat(1000), 'constructor', '__proto__', 'utf8', 'hex', 'base64', 'latin1', 'sha256', 'aes-128-cbc',
  'rsa', 'ed25519', '127.0.0.1', '::1', 'localhost', 'http://127.0.0.1:1/', 'file:///x', 'data:text/javascript,1', '{}', '[1', 'r', 'w+', 'data', 'error', 'GET',
  'text/plain', '%', '%s %d', '0', '-1', '1e3', ' ', '\n', '*', 'SIGNAL', 'node:fs', 'SELECT 1',
];
const NUMBERS = [0, -0, 1, 2, -1, 3.5, 100, 255, 256, 65535, 65536, 0.5, -0.5, NaN, Infinity, -Infinity, 2 ** 53, -(2 ** 53), 1e300, 5e-324];
const KEYS = [
  'encoding', 'flag', 'flags', 'mode', 'highWaterMark', 'signal', 'timeout', 'recursive', 'fd', 'path', 'host', 'port', 'start', 'end', 'length', 'objectMode',
  'type', 'name', 'key', 'iv', 'cert', 'input', 'output', 'write', 'read', 'transform', 'method', 'headers', 'agent', 'then', 'toString', 'valueOf', 'toJSON',
  'constructor', 'context', 'filename', 'env', 'args', 'cwd', 'shell', 'stdio', 'level', 'windowBits', 'lookup', 'family', 'hints', 'all', 'eval', 'size', 'format',
];
const KINDS = [
  () => undefined, () => null, () => true, () => false, () => pick(STRINGS), () => pick(STRINGS), () => pick(STRINGS), () => pick(NUMBERS), () => pick(NUMBERS),
  () => 0n, () => -1n, () => 2n ** 64n, () => Symbol('s'), () => Symbol.iterator, () => () => {}, () => thrower, () => async () => {}, () => class A {},
  () => ({}), () => ({ __proto__: null }), () => [], () => [1, 'a', null], () => [[], [[]]], () => Object.freeze({ a: 1 }),
  () => Buffer.from('abc'), () => Buffer.alloc(0), () => new Uint8Array(8), () => new Float64Array(2), () => new BigInt64Array(1), () => new ArrayBuffer(8),
  () => new SharedArrayBuffer(8), () => new DataView(new ArrayBuffer(4)), () => new Uint8Array(new SharedArrayBuffer(4)),
  () => { const a = new Uint8Array(4); structuredClone(a.buffer, { transfer: [a.buffer] }); return a; },
  () => new Uint8Array(new ArrayBuffer(4, { maxByteLength: 16 })),
  () => new Date(0), () => new Date(NaN), () => /a/g, () => new Map([[1, 2]]), () => new Set([1]), () => new WeakMap(), () => Promise.resolve(1),
  () => { const p = Promise.reject(new Error('rejected')); p.catch(() => {}); return p; },
  () => new Error('e'), () => new URL('http://127.0.0.1:1/x?y#z'), () => new URL('file:///x'), () => new Proxy({}, {}), () => new Proxy(() => {}, {}),
  () => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; },
  () => new Proxy({}, { get: thrower }), () => ({ get a() { throw new Error('getter'); } }), () => ({ toString: thrower }), () => ({ [Symbol.toPrimitive]: thrower }),
  () => ({ length: 3, 0: 'a' }), () => ({ length: -1 }), () => ({ then: thrower }), () => AbortSignal.abort(), () => new AbortController().signal,
  () => (function* g() { yield 1; })(), () => (async function* g() { yield 1; })(), () => ({ [Symbol.iterator]: thrower }), () => new Number(1), () => new String('s'),
  () => Object(1n), () => Object(Symbol('o')), () => globalThis, () => new (class Odd { x = 1; })(), () => new WeakRef({}), () => new EventTarget(),
  () => Object.assign([], { length: 3 }), () => new TextEncoder(), () => new Blob(['x']), () => ({ ...process.versions }),
];
const argument = (depth = 0) => {
  if (depth < 2 && next() < 0.15) {
    const made = {};
    for (let i = below(4); i >= 0; i--) made[pick(KEYS)] = argument(depth + 1);
    return made;
  }
  return pick(KINDS)();
};
const args = () => Array.from({ length: below(5) }, () => argument());

// ---- what is called ----

// They end or stop the process, reach other processes, or have a debugger waited for.
const LEFT_OUT = new Set([
  'process.exit', 'process.reallyExit', 'process.abort', 'process.kill', 'process._kill', 'process._debugProcess', 'process._debugEnd', 'process._startProfilerIdleNotifier',
  'process.setuid', 'process.setgid', 'process.seteuid', 'process.setegid', 'process.setgroups', 'process.initgroups', 'process.dlopen', 'process.execve',
  'os.setPriority', 'inspector.waitForDebugger', 'inspector/promises.waitForDebugger', 'cluster.fork', 'cluster.setupPrimary', 'cluster.setupMaster', 'process.chdir',
  'fs.close', 'fs.closeSync', 'v8.startupSnapshot', 'process.causeSegfault', 'process._rawDebug', 'process.openStdin', 'inspector.open', 'inspector/promises.open',
  'process._linkedBinding', 'process.binding',
]);
const NAMES = builtinModules.filter((name) => !name.startsWith('_') && !/^(node:)?test|^(wasi|repl|sys|punycode|trace_events)$/.test(name)).sort();
const targets = [];
const add = (path, owner, key) => {
  if (LEFT_OUT.has(path)) return;
  let value;
  try { value = owner[key]; } catch { return; }
  if (typeof value === 'function') targets.push([path, owner, key]);
  else if (value !== null && typeof value === 'object' && path.split('.').length < 3 && !path.startsWith('process.std')) {
    for (const inner of Object.getOwnPropertyNames(value)) if (inner !== 'constructor') add(`${path}.${inner}`, value, inner);
  }
};
for (const name of NAMES) {
  let exports;
  try { exports = require(name); } catch { continue; }
  for (const key of Object.getOwnPropertyNames(exports).sort()) {
    if (!['constructor', 'prototype', 'length', 'name', 'caller', 'arguments'].includes(key)) add(`${name.replace('node:', '')}.${key}`, exports, key);
  }
}
for (const key of Object.getOwnPropertyNames(globalThis).sort()) if (!['process', 'global', 'globalThis', 'gc'].includes(key)) add(`globalThis.${key}`, globalThis, key);
targets.sort((a, b) => (a[0] < b[0] ? -1 : 1));

const SKIPPED = new Set(['constructor', '__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__', '__proto__', 'hasOwnProperty', 'isPrototypeOf']);
const methods = (value) => {
  const names = [];
  for (let o = value; o !== null && o !== Object.prototype && o !== Function.prototype && names.length < 200; o = Object.getPrototypeOf(o)) {
    for (const key of Reflect.ownKeys(o)) if (!SKIPPED.has(key)) names.push(key);
  }
  return names;
};

const settle = (promise) => { try { Promise.resolve(promise).then(undefined, judge); } catch { /* its `then` throws */ } };
let current = '';
const judge = (error) => {
  let text = '';
  try { text = `${error?.code} ${error?.message}`; } catch { return; }
  if (/An internal error of anode|Traceback \(most recent/.test(text)) report(`internal ${current}: ${text.slice(0, 300)}`);
};
const attempt = (call) => {
  try {
    const result = call();
    if (result !== null && typeof result === 'object' && typeof result.then === 'function') settle(result);
    return result;
  } catch (error) {
    judge(error);
    return undefined;
  }
};
const describe = (list) => {
  try { return list.map((x) => { try { return typeof x === 'object' ? Object.prototype.toString.call(x) : String(x).slice(0, 40); } catch { return '?'; } }).join(', '); } catch { return '?'; }
};

const one = (index) => {
  state = (seed * 1000003 + index * 7919) | 0;
  for (let i = 0; i < 3; i++) next();
  const [path, owner, key] = targets[below(targets.length)];
  const given = args();
  current = `#${index} ${path}(${trace ? describe(given) : ''})`;
  if (trace) report(`call ${current}`);
  const f = owner[key];
  if (typeof f !== 'function') return;
  const construct = /^[A-Z]/.test(key) || next() < 0.05;
  const result = attempt(() => (construct ? Reflect.construct(f, given) : Reflect.apply(f, next() < 0.9 ? owner : argument(), given)));
  if (result === null || (typeof result !== 'object' && typeof result !== 'function')) return;
  for (let i = below(4); i > 0; i--) {
    const name = attempt(() => pick(methods(result)));
    if (name === undefined || /^(kill|_destroy|abort)$/.test(String(name))) continue;
    const inner = args();
    current = `#${index} ${path}().${String(name)}(${trace ? describe(inner) : ''})`;
    if (trace) report(`call ${current}`);
    const method = attempt(() => result[name]);
    if (typeof method === 'function') attempt(() => Reflect.apply(method, next() < 0.9 ? result : argument(), inner));
    else if (next() < 0.2) attempt(() => { result[name] = argument(); });
  }
};

process.on('uncaughtException', judge);
process.on('unhandledRejection', judge);
process.on('warning', () => {});
const listeners = [judge];
let index = from;
const step = () => {
  // Some at a time: what they have begun runs in between.
  for (const end = Math.min(to, index + 20); index < end; index++) one(index);
  for (const listener of listeners) {
    if (!process.listeners('uncaughtException').includes(listener)) process.on('uncaughtException', listener);
  }
  if (index < to) setTimer(step, 1);
  else setTimer(() => { report(`done ${index - from} of ${targets.length}`); leave(0); }, trace ? 100 : 50);
};
step();
