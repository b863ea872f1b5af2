'use strict';

const tree = require('./fixtures/tree.cjs');

// A top-level await that never settles.
const root = tree.make({ 'main.mjs': '// first\nimport "./dep.mjs"', 'dep.mjs': 'const x = 1;\nif (x) {\n\tawait new Promise(() => {});\n}', 'two.mjs': 'import "./dep.mjs"; await new Promise(() => {})', 'code.mjs': 'process.exitCode = 5; await new Promise(() => {})', 'handler.mjs': 'process.on("exit", (c) => console.log("exit", c)); await new Promise(() => {})', 'exit.mjs': 'setTimeout(() => process.exit(0), 1); await new Promise(() => {})', 'req.cjs': 'require("./dep.mjs")' });
for (const args of [['main.mjs'], ['two.mjs'], ['code.mjs'], ['handler.mjs'], ['exit.mjs'], ['--no-warnings', 'main.mjs'], ['req.cjs'], ['--input-type=module', '-e', 'await new Promise(() => {})']]) {
  console.log(args.join(' '));
  tree.run(args.map((arg) => (/^\w+\.[mc]js$/.test(arg) ? `${root}/${arg}` : arg)));
}
