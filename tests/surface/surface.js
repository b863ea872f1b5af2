'use strict';

process.on('unhandledRejection', () => {});  // The value of a getter without its receiver.

// The surface of every built-in module and every global, one property a line: its kind, a function's signature, a class's members.
// Runs under Node and under anode; tests/test_surface.py compares.

const { builtinModules } = require('module');

const skipped = new Set(['http2', 'tls', 'https', 'dgram', 'inspector', 'inspector/promises', 'sea', 'trace_events',
                         'test', 'test/reporters', '_tls_common', '_tls_wrap']);

const seen = new Set();

const keyName = (key) => (typeof key === 'symbol' ? `[${String(key.description)}]` : key);

// `e` means enumerable. The form of a function (with or without a prototype, writable or not) does not matter.
function describe(descriptor, lazy) {
  const flag = descriptor.enumerable ? 'e ' : '';
  if (!lazy && (descriptor.get || descriptor.set)) return `${flag}accessor${descriptor.get ? ' get' : ''}${descriptor.set ? ' set' : ''}`;
  const value = lazy ? lazy.value : descriptor.value;
  if (typeof value === 'function') return `${flag}function ${JSON.stringify(value.name)} ${value.length}`;
  if (value === null || typeof value !== 'object') return `${flag}${value === null ? 'null' : typeof value}`;
  return `${flag}object ${Object.prototype.toString.call(value)}`;
}

// Whether a prototype holds nothing but `constructor`: then it is not listed.
function isIdle(prototype) {
  return Reflect.ownKeys(prototype).every((key) => key === 'constructor') && Object.getPrototypeOf(prototype) === Object.prototype;
}

// Breadth first and in alphabetical order, so that each object is listed under its shortest name.
const queue = [];

function visit(name, value) {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
  seen.add(value);
  queue.push([name, value]);
}

function list(path, object) {
  const keys = Reflect.ownKeys(object).map((key) => [keyName(key), key]).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  const children = [];
  for (const [shown, key] of keys) {
    if (typeof object === 'function' && (key === 'length' || key === 'name')) continue;
    if (typeof key === 'string' && /^\d+$/.test(key)) continue;
    const name = `${path}.${shown}`;
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    let { value } = descriptor;
    if (typeof object === 'function' && (key === 'arguments' || key === 'caller')) continue;
    if (typeof object === 'function' && key === 'prototype' && typeof value === 'object' && isIdle(value)) continue;
    let gives = '';
    let lazy;
    if (descriptor.get && key !== '__proto__') {
      try {
        value = Reflect.apply(descriptor.get, object, []);
        gives = ` gives ${typeof value}`;
        // A property whose getter makes its value on first use counts as a value.
        if (descriptor.set && Object.getPrototypeOf(object) !== null && !name.includes('.prototype')) lazy = { value };
      } catch {
        // A getter for instances.
      }
    }
    console.log(`${name}: ${describe(descriptor, lazy)}${lazy ? '' : gives}`);
    children.push([name, value]);
  }
  for (const [name, value] of children) visit(name, value);
  visit(`${path}.<proto>`, Object.getPrototypeOf(object));
}

for (const value of [Object.prototype, Function.prototype, Array.prototype, process.env, process.config, process.versions, process.argv,
                     process.execArgv, process.report, process.stdin, process.stdout, process.stderr, require.cache, module, require.main]) {
  seen.add(value);
}
visit('globalThis', globalThis);
for (const name of [...builtinModules].sort()) {
  if (skipped.has(name.replace('node:', ''))) continue;
  const exports = require(name);
  console.log(`${name}: ${describe({ value: exports })}`);
  visit(name, exports);
}
while (queue.length > 0) {
  const [name, value] = queue.shift();
  if (name.split('.').length < 6) list(name, value);
}
