'use strict';

const tree = require('./fixtures/tree.cjs');

// The format of files without a type, by their text.
const root = tree.make({
  'import.js': 'import fs from "fs"; console.log(typeof require, typeof fs)', 'export.js': 'export {}; console.log(typeof module)', 'meta.js': 'console.log(import.meta.main)', 'tla.js': 'await 1; console.log("awaited", typeof module)', 'tlacjs.js': 'const fs = require("fs"); await 1;',
  'redeclared.js': 'const require = 1; await 0; console.log(require)', 'plain.js': 'console.log(this === module.exports)', 'dynamic.js': 'import("fs").then(() => console.log(typeof require))', 'await.js': 'var await = 1; console.log(await)', 'broken.js': 'import fs from "fs"; const x = ;',
  'noext': 'import fs from "fs"; console.log(typeof module)', 'string.js': 'console.log("import x from y; export {}")', 'cjs.cjs': 'import fs from "fs"', 'shebang.js': '#!/usr/bin/env node\nexport const a = 1; console.log("shebang")', 'strict.js': 'with ({}) {} export {}',
});
for (const name of ['import.js', 'export.js', 'meta.js', 'tla.js', 'tlacjs.js', 'redeclared.js', 'plain.js', 'dynamic.js', 'await.js', 'broken.js', 'noext', 'string.js', 'cjs.cjs', 'shebang.js', 'strict.js']) {
  console.log(name);
  tree.run([`${root}/${name}`]);
}
for (const name of ['import.js', 'tla.js', 'plain.js']) tree.run(['--no-experimental-detect-module', `${root}/${name}`]);
tree.run(['-e', 'import fs from "fs"; console.log(typeof fs)']);
tree.run(['-p', 'await 1']);
tree.run(['--input-type=commonjs', '-e', 'import fs from "fs"']);
tree.run(['--input-type=module', `${root}/import.js`]);
