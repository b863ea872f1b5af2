import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rspack } from '@rspack/core';

const folder = mkdtempSync('/tmp/anode-rspack-');
writeFileSync(`${folder}/a.js`, 'import { b } from "./b.js"; console.log(b)');
writeFileSync(`${folder}/b.js`, 'export const b = 42; export const unused = 1');
const compiler = rspack({ context: folder, entry: './a.js', mode: 'production', output: { path: `${folder}/out` } });
const stats = await new Promise((resolve, reject) => compiler.run((error, found) => (error ? reject(error) : resolve(found))));
console.log(stats.hasErrors(), readFileSync(`${folder}/out/main.js`, 'utf8'));
await new Promise((resolve) => compiler.close(resolve));
rmSync(folder, { recursive: true });
