'use strict';

const fs = require('fs');
const tree = require('./fixtures/tree.cjs');

// The formats that the main file may have.
const root = tree.make({
  'a.js': 'console.log("js", __filename.slice(-4))', 'folder/index.js': 'console.log("index of a folder")', 'pkg/package.json': { main: './lib/start.js', type: 'module' }, 'pkg/lib/start.js': 'console.log("main of a package", typeof module)', 'noext': 'console.log("no extension")', 'data.json': '{"a":1}',
  'odd.txt': 'console.log("txt")', 'esm/package.json': { type: 'module' }, 'esm/x.js': 'console.log(typeof module)', 'esm/noext': 'console.log("esm without extension", typeof module)', 'esm/odd.txt': 'console.log(1)', 'empty.js': '', 'shebang.js': '#!/usr/bin/env node\nconsole.log("shebang")', 'bom.js': '\ufeffconsole.log("bom")',
  'syntax.js': 'const x = 1;\n\tconst y = ;', 'throws.mjs': '\n  throw new TypeError("here")', 'rejects.mjs': 'await Promise.reject(new RangeError("rejected"))', 'exits.mjs': 'process.exitCode = 3; await 1; process.exit()',
});
fs.writeFileSync(`${root}/mod.wasm`, Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]));
for (const name of ['a.js', 'a', 'folder', 'folder/', 'pkg', 'noext', 'data.json', 'odd.txt', 'esm/x.js', 'esm/noext', 'esm/odd.txt', 'empty.js', 'shebang.js', 'bom.js', 'nope.js', 'nope', 'syntax.js', 'throws.mjs', 'rejects.mjs', 'exits.mjs', 'mod.wasm']) {
  console.log(name);
  tree.run([`${root}/${name}`]);
}
tree.run(['./a.js']);
tree.run(['a.js']);
tree.run(['--check', 'syntax.js']);
tree.run(['--check', 'throws.mjs']);
