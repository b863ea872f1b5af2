'use strict';

const fs = require('fs');
const tree = require('./fixtures/tree.cjs');

// A symbolic link is resolved to its target, unless --preserve-symlinks is set.
const root = tree.make({
  'real/m.js': 'console.log("cjs", __filename.slice(-9), module.paths[0].slice(-18))', 'real/m.mjs': 'console.log("esm", import.meta.url.slice(-10))',
  'main.cjs': 'require("./link/m.js"); require("./real/m.js"); import("./link/m.mjs").then(() => import("./real/m.mjs"));',
  'main.mjs': 'console.log(import.meta.filename.slice(-8)); import "./link/m.mjs"',
});
fs.symlinkSync('real', `${root}/link`);
fs.symlinkSync('main.cjs', `${root}/linked.cjs`);
fs.symlinkSync('main.mjs', `${root}/linked.mjs`);
for (const flags of [[], ['--preserve-symlinks'], ['--preserve-symlinks-main'], ['--preserve-symlinks', '--preserve-symlinks-main']]) {
  console.log(flags.join(' '));
  for (const main of ['main.cjs', 'main.mjs', 'linked.mjs']) tree.run([...flags, `${root}/${main}`]);
  tree.run([...flags, '-e', 'console.log(require("./linked.cjs"))']);
}
console.log('environment');
tree.run([`${root}/main.cjs`], { env: { ...process.env, NODE_PRESERVE_SYMLINKS: '1' } });
tree.run([`${root}/linked.mjs`], { env: { ...process.env, NODE_PRESERVE_SYMLINKS_MAIN: '1' } });
