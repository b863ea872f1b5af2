// Addons of napi-rs as WebAssembly: node:wasi, a shared memory, and workers.
const { crc32 } = require('@node-rs/crc32');
const { parse, parseSync } = require('oxc-parser');

console.log(Object.keys(require.cache).filter((path) => path.endsWith('.node')));
console.log(crc32('hello'), crc32(Buffer.alloc(100_000, 'x')), crc32('lo', crc32('hel')));
console.log(JSON.stringify(parseSync('a.ts', 'const a: number = 1; export { a }').program));
console.log(parseSync('a.js', 'let let = 1').errors.map(({ message }) => message));
parse('b.jsx', 'const b = <p>{1 + 2}</p>').then(({ program }) => console.log(program.body[0].declarations[0].init.type));
