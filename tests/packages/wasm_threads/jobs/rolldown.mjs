// rolldown's build as WebAssembly, with threads that are workers.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

process.env.NAPI_RS_FORCE_WASI = '1';
const { rolldown } = await import('rolldown');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rolldown-'));
const file = (name, text) => fs.writeFileSync(path.join(folder, name), text);
for (let i = 0; i < 100; i++) {
  const before = i > 0 ? `import { f${i - 1} } from './m${i - 1}.js';` : '';
  file(`m${i}.js`, `${before} export const f${i} = (x) => ${i > 0 ? `f${i - 1}(x) + ${i}` : 'x'}; export const unused${i} = ${i};`);
}
file('main.ts', "import { f99 } from './m99.js'; interface A { a: number } const a: A = { a: f99(1) }; console.log(a.a);");
const bundle = await rolldown({ input: path.join(folder, 'main.ts'), cwd: folder });
for (const minify of [false, true]) {
  const { output } = await bundle.generate({ format: 'esm', minify });
  for (const { fileName, code } of output) console.log(fileName, code);
}
await bundle.close();
fs.rmSync(folder, { recursive: true });
process.exit();
