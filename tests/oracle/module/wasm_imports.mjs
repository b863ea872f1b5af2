// Flags: --no-warnings
// A WebAssembly module is an ES module: its exports are exports, its imports are imported.

import { writeFileSync, rmSync } from 'node:fs';

const section = (id, ...bytes) => [id, bytes.length, ...bytes];
const name = (text) => [text.length, ...Buffer.from(text)];
const header = [0, 97, 115, 109, 1, 0, 0, 0];
// (import "./ID.mjs" "double" (func (param i32) (result i32))) (func (export "twice") … call double, call double)
const source = (from) => new Uint8Array([
  ...header, ...section(1, 1, 0x60, 1, 0x7f, 1, 0x7f), ...section(2, 1, ...name(from), ...name('double'), 0, 0), ...section(3, 1, 0),
  ...section(7, 1, ...name('twice'), 0, 1), ...section(10, 1, 8, 0, 0x20, 0, 0x10, 0, 0x10, 0, 0x0b),
]);
const folder = process.env.TMPDIR ?? '/tmp';
const base = `${folder}/anode-wasm-${process.pid}`;
const file = (end, text) => writeFileSync(`${base}-${end}`, text);
try {
  file('own.mjs', 'export const double = (n) => 2 * n;');
  file('good.wasm', source(`./${base.split('/').pop()}-own.mjs`));
  const module = await import(`${base}-good.wasm`);
  console.log(module.twice(5), Object.keys(module));
  file('missing.wasm', source('./nowhere.mjs'));
  console.log(await import(`${base}-missing.wasm`).catch((error) => error.code));
  file('engine.wasm', source('wasm-js:core'));
  console.log(await import(`${base}-engine.wasm`).catch((error) => `${error.name} ${error.message.split(' in ')[0]}`));
  file('broken.wasm', new Uint8Array([...header, 1, 2, 3]));
  console.log(await import(`${base}-broken.wasm`).catch((error) => error.name));
  file('phase.mjs', `import source module from ${JSON.stringify(`${base}-missing.wasm`)}; export { module }; export const same = import.source(${JSON.stringify(`${base}-missing.wasm`)});`);
  const { module: compiled, same } = await import(`${base}-phase.mjs`);
  console.log(compiled instanceof WebAssembly.Module, await same === compiled, WebAssembly.Module.imports(compiled));
  file('text.mjs', 'export default "import source x from \'y\'"; // import source z from "w"');
  console.log((await import(`${base}-text.mjs`)).default);
  file('nosource.mjs', `await import.source(${JSON.stringify(`${base}-own.mjs`)});`);
  console.log(await import(`${base}-nosource.mjs`).catch((error) => `${error.name} ${error.code}`));
} finally {
  for (const end of ['own.mjs', 'good.wasm', 'missing.wasm', 'engine.wasm', 'broken.wasm', 'phase.mjs', 'text.mjs', 'nosource.mjs']) rmSync(`${base}-${end}`, { force: true });
}
