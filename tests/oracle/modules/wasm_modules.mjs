import fs from 'node:fs';
import tree from './fixtures/tree.cjs';

// WebAssembly as modules.
process.removeAllListeners('warning');
const bytes = (...parts) => Buffer.from(parts.flat());
const text = (string) => [string.length, ...Buffer.from(string)];
const section = (id, body) => [id, body.length, ...body];
const magic = [0, 97, 115, 109, 1, 0, 0, 0];
const root = tree.make({ 'dep.mjs': 'export const f = () => 20; console.log("dep")' });
// imports f from ./dep.mjs, exports g: () => f() + 1
fs.writeFileSync(`${root}/add.wasm`, bytes(magic, section(1, [1, 0x60, 0, 1, 0x7f]), section(2, [1, ...text('./dep.mjs'), ...text('f'), 0, 0]), section(3, [1, 0]), section(7, [1, ...text('g'), 0, 1]), section(10, [1, 7, 0, 0x10, 0, 0x41, 1, 0x6a, 0x0b])));
fs.writeFileSync(`${root}/bad.wasm`, bytes(magic, [9, 9, 9]));
fs.writeFileSync(`${root}/missing.wasm`, bytes(magic, section(1, [1, 0x60, 0, 1, 0x7f]), section(2, [1, ...text('./dep.mjs'), ...text('nope'), 0, 0])));
const add = await import(`${root}/add.wasm`);
console.log(add, add.g(), add === await import(`${root}/add.wasm`));
await tree.showLater('bad', () => import(`${root}/bad.wasm`));
await tree.showLater('missing', () => import(`${root}/missing.wasm`));
await tree.showLater('attributes', () => import(`${root}/add.wasm`, { with: { type: 'json' } }));
