'use strict';

// A memory that threads share.

const { WASI } = require('node:wasi');

const memory = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
const wasi = new WASI({ version: 'preview1', args: ['one', 'two'], preopens: { '/here': __dirname } });
wasi.finalizeBindings({ exports: {} }, { memory });
const { wasiImport: calls } = wasi;
const bytes = new Uint8Array(memory.buffer);
const view = new DataView(memory.buffer);
const show = (at, length) => Buffer.from(bytes.slice(at, at + length)).toString();

console.log(calls.args_sizes_get(0, 4), calls.args_get(0, 100), show(100, 8));
console.log(calls.random_get(200, 50), new Set(bytes.slice(200, 250)).size > 10);
bytes.set(Buffer.from('shared_memory.js'), 300);
console.log(calls.path_open(3, 1, 300, 16, 0, 2n, 0n, 0, 400), view.getUint32(400, true));
view.setUint32(404, 1000, true);
view.setUint32(408, 12, true);
console.log(calls.fd_read(4, 404, 1, 400), view.getUint32(400, true), show(1000, 12));
memory.grow(1);
console.log(calls.random_get(70_000, 50), new Set(new Uint8Array(memory.buffer).slice(70_000, 70_050)).size > 10);
