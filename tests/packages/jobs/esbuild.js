'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const esbuild = require('esbuild');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'esbuild-')));
fs.writeFileSync(path.join(folder, 'main.tsx'), "import { a } from './a'; import data from './d.json'; export const f = (n: number) => <p>{a + n + data.x}</p>;");
fs.writeFileSync(path.join(folder, 'a.js'), 'export const a = 1; export const unused = 2;');
fs.writeFileSync(path.join(folder, 'd.json'), '{"x": 3}');
(async () => {
  console.log((await esbuild.transform('const a: number = 1 ?? 2; enum E { A }', { loader: 'ts', target: 'es2015' })).code);
  console.log(esbuild.transformSync('let abc = 1; export { abc as default }', { minify: true, format: 'cjs' }).code);
  const built = await esbuild.build({ entryPoints: [path.join(folder, 'main.tsx')], bundle: true, write: false, format: 'esm', jsx: 'automatic', external: ['react/*'], metafile: true, sourcemap: 'inline', absWorkingDir: folder, outdir: 'out', plugins: [{ name: 'own', setup(build) { build.onLoad({ filter: /a\.js$/ }, async (args) => ({ contents: (await fs.promises.readFile(args.path, 'utf8')).replace('a = 1', 'a = 10') })); build.onEnd((result) => console.log('ended', result.errors.length)); } }] });
  console.log(built.outputFiles[0].text.split('\n//# sourceMapping')[0], Object.keys(built.metafile.inputs).sort());
  const context = await esbuild.context({ stdin: { contents: 'console.log(1)' }, write: false });
  console.log((await context.rebuild()).outputFiles[0].text);
  await context.dispose();
  console.log(await esbuild.formatMessages([{ text: 'own message', location: null }], { kind: 'error' }), typeof esbuild.version);
  await esbuild.transform('let = ;').catch((error) => console.log(error.errors.map(({ text, location }) => `${location.line}:${location.column} ${text}`)));
  await esbuild.build({ stdin: { contents: "import './none'", resolveDir: folder }, bundle: true, write: false, logLevel: 'silent' }).catch((error) => console.log(error.message));
  await esbuild.stop();
})();
