'use strict';

const tree = require('../modules/fixtures/tree.cjs');

// TypeScript on the command line and on stdin.
tree.run(['-e', 'const x: number = 1; console.log(x)']);
tree.run(['-p', 'const x: number = 2; x']);
tree.run(['-e', 'import fs from "fs"; const x: number = 3; console.log(x, typeof fs)']);
tree.run(['-e', 'await 1; const x: number = 4; console.log(x)']);
tree.run(['-e', 'enum A { x }; console.log(A.x)']);
tree.run(['-e', 'const x: number = @']);
tree.run(['-e', 'foo;;(']);
tree.run(['--input-type=commonjs-typescript', '-e', 'const x: number = 5; console.log(x, __filename)']);
tree.run(['--input-type=module-typescript', '-e', 'const x: number = 6; console.log(x, typeof import.meta.url)']);
tree.run(['--input-type=module', '-e', 'const x: number = 7']);
tree.run(['--input-type=commonjs', '-e', 'const x: number = 8']);
tree.run(['--no-strip-types', '-e', 'const x: number = 9']);
tree.run(['--experimental-transform-types', '--no-warnings', '-e', 'enum A { x }; console.log(A.x)']);
tree.run(['-'], { input: 'const x: number = 10; console.log(x)' });
tree.run(['--input-type=module-typescript'], { input: 'const x: number = 11; console.log(x); export {}' });
