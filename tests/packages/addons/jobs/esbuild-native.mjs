import { build, transformSync } from 'esbuild';

console.log(transformSync('const a: number = 1', { loader: 'ts' }).code);
console.log((await build({ stdin: { contents: 'export const x = 1' }, write: false, bundle: true, format: 'esm' })).outputFiles[0].text);
