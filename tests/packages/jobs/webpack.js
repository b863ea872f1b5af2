'use strict';

const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const webpack = require('webpack');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'webpack-'));
const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
write('index.js', "import { used } from './a.js';\nimport data from './data.json';\nconst old = require('./old.cjs');\nimport('./lazy.js').then((m) => console.log(used(), data.x, old, m.default, DEFINED));\n");
write('a.js', 'export const used = () => "used"; export const unused = () => "never in the bundle";');
write('old.cjs', 'module.exports = "old";');
write('lazy.js', 'export default "lazy";');
write('data.json', '{"x": 12, "y": 13}');
write('own-loader.js', "module.exports = (source) => source.replace('\"used\"', '\"loaded\"');");
class Plugin { apply(compiler) { compiler.hooks.emit.tap('own', (compilation) => console.log('emits', Object.keys(compilation.assets).sort())); } }
const config = (more) => ({ context: folder, entry: './index.js', target: 'node', mode: 'production', output: { path: path.join(folder, 'out'), filename: 'main.js', chunkFilename: '[name].chunk.js' }, optimization: { chunkIds: 'named', moduleIds: 'named', minimize: more.minimize ?? true }, module: { rules: [{ test: /a\.js$/, use: path.join(folder, 'own-loader.js') }] }, plugins: [new webpack.DefinePlugin({ DEFINED: '"defined"' }), new Plugin()], ...more.config });
const build = (options) => new Promise((resolve, reject) => webpack(options, (error, stats) => (error ? reject(error) : resolve(stats))));
(async () => {
  for (const more of [{}, { minimize: false, config: { mode: 'development', devtool: 'source-map' } }, { config: { cache: { type: 'filesystem', cacheDirectory: path.join(folder, 'cache') } } }]) {
    const stats = await build(config(more));
    const json = stats.toJson({ all: false, assets: true, errors: true, modules: true });
    console.log(json.errors, json.assets.map(({ name, size }) => `${name} ${size}`).sort(), json.modules?.length);
    console.log(execFileSync(process.execPath, [path.join(folder, 'out/main.js')], { encoding: 'utf8' }), fs.readFileSync(path.join(folder, 'out/main.js'), 'utf8').includes('never in the bundle'));
  }
  write('index.js', "import './missing.js'; let x = ;");
  const failed = await build(config({}));
  console.log(failed.hasErrors(), failed.toJson({ all: false, errors: true }).errors.map(({ message }) => message.split('\n')[0]));
  try {
    webpack({ entry: 1, nope: true });
  } catch (error) {
    console.log(error.name, error.message.split('\n')[0]);
  }
})();
