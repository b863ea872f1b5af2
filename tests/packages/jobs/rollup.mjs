import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { rollup, VERSION } from '@rollup/wasm-node';
import { parseAst, parseAstAsync } from '@rollup/wasm-node/parseAst';

const modules = { main: "import { a, unused } from 'lib'; import * as all from 'other'; console.log(a, all.x); export default a; export const lazy = () => import('lazy');", lib: 'export const a = 1; export const unused = (() => 2)();', other: 'export const x = "x", y = "y";', lazy: 'export default "lazy";' };
const plugin = { name: 'own', resolveId: (id) => (modules[id] ? id : null), load: (id) => modules[id] ?? null, renderChunk: (code) => `/* own */\n${code}`, buildEnd: (error) => console.log('end', error?.message) };
const bundle = await rollup({ input: 'main', plugins: [plugin] });
for (const format of ['es', 'cjs', 'system', 'iife']) {
  const { output } = await bundle.generate({ format, name: 'own', exports: 'named', inlineDynamicImports: format === 'iife', sourcemap: format === 'es' });
  for (const chunk of output) if (chunk.type === 'chunk') console.log(format, chunk.fileName, chunk.exports, chunk.code, chunk.map?.mappings.length > 10);
}
console.log(bundle.watchFiles, typeof VERSION, parseAst('let a = 1').body[0].type, (await parseAstAsync('import "x"')).body[0].source.value);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rollup-'));
await bundle.write({ dir: folder, format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' });
console.log(fs.readdirSync(folder).sort());
await bundle.close();
for (const bad of ["import 'nothing';", 'let = ;', "import { no } from 'lib'; no();"]) {
  modules.bad = bad;
  await rollup({ input: 'bad', plugins: [plugin], onwarn() {} }).catch((error) => console.log(error.code, error.message.split('\n')[0]));
}
