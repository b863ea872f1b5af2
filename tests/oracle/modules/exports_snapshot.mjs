import { createRequire } from 'node:module';
import tree from './fixtures/tree.cjs';

// The exports that an `import` of a CommonJS module sees.
const root = tree.make({
  'changes.cjs': 'module.exports = 1', 'names.cjs': 'exports.a = 1; exports["b-c"] = 2; exports.default = 3',
  'babel.cjs': 'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = "d"; exports.x = 1', 'reexport.cjs': 'module.exports = require("./names.cjs")', 'getter.cjs': 'Object.defineProperty(exports, "getter", { enumerable: true, get() { throw new Error("no") } }); exports.fine = 1',
  'spread.cjs': 'module.exports = { ...require("./names.cjs"), own: 1 }',
  'fn.cjs': 'module.exports = function f() {}; module.exports.p = 1', 'prim.cjs': 'module.exports = null', 'later.cjs': 'exports.n = 0; exports.up = () => ++exports.n', 'strange.cjs': 'exports["\\u{1F600}"] = 1; exports.then = undefined',
});
const require = createRequire(import.meta.url);
console.log(require(`${root}/changes.cjs`));
require.cache[`${root}/changes.cjs`].exports = 2;
console.log((await import(`${root}/changes.cjs`)).default, require(`${root}/changes.cjs`));
for (const name of ['names', 'getter', 'babel', 'reexport', 'spread', 'fn', 'prim', 'strange']) console.log(name, await import(`${root}/${name}.cjs`));
const later = await import(`${root}/later.cjs`);
later.up();
console.log(later.n, later.default.n, later.default === require(`${root}/later.cjs`));
console.log(await import(`${root}/prim.cjs?other`) === await import(`${root}/prim.cjs`));
