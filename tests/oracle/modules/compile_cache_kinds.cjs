'use strict';

const fs = require('fs');
const tree = require('./fixtures/tree.cjs');

// The compile cache keeps CommonJS, ES modules and stripped TypeScript; a program from the cache behaves the same.
const root = tree.make({ 'main.mjs': 'import { c } from "./c.cjs"; import { t } from "./t.ts"; import { m } from "./m.mts"; console.log(c, t, m)', 'c.cjs': 'exports.c = "commonjs"', 't.ts': 'const t: string = "ts"; module.exports = { t }', 'm.mts': 'export const m: string = "mts"' });
const env = { ...process.env, NODE_COMPILE_CACHE: `${root}/cache` };
const count = () => { const folders = fs.readdirSync(`${root}/cache`); return [folders.length, fs.readdirSync(`${root}/cache/${folders[0]}`).length >= 6]; };
for (let i = 0; i < 2; i++) {
  tree.run([`${root}/main.mjs`], { env });
  console.log(count());
}
tree.make({ 'c.cjs': 'exports.c = "changed"', 'm.mts': 'export const m: string = "changed, too"' });
tree.run([`${root}/main.mjs`], { env });
console.log(count());
tree.run(['-p', 'require("module").getCompileCacheDir() === undefined'], { env: { ...env, NODE_DISABLE_COMPILE_CACHE: '1' } });
