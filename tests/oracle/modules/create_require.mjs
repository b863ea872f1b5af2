import { createRequire, isBuiltin, builtinModules } from 'node:module';
import tree from './fixtures/tree.cjs';

// module.createRequire and related functions.
const root = tree.make({ 'a.cjs': 'exports.a = [typeof module.parent, require.main === undefined, module.id === __filename]', 'sub/index.js': 'module.exports = "sub"' });
for (const from of [`${root}/x.js`, `${root}/`, new URL(`file://${root}/x.mjs`), `file://${root}/`, `${root}/sub/nothere/x`]) tree.show(tree.hide(from), () => createRequire(from)(from.toString().endsWith('nothere/x') ? '..' : './a.cjs'));
for (const bad of ['relative', '', 5, null, undefined, {}, 'https://x/', new URL('https://x/')]) tree.show(`bad ${bad}`, () => createRequire(bad));
const require = createRequire(import.meta.url);
console.log(Object.keys(require), typeof require.resolve.paths, require.main, require.name, require.length);
for (const name of ['fs', 'node:fs', 'node:test', 'test', 'fs/promises', 'wss', '', 5, 'node:', 'sys']) console.log(name, isBuiltin(name));
console.log(Object.isFrozen(builtinModules), builtinModules.includes('fs'), builtinModules.includes('test'), builtinModules.includes('node:test'));
for (const bad of [5, undefined, null, {}, '']) tree.show(`require ${bad}`, () => require(bad));
tree.show('nope', () => require('./nope'));
tree.show('node:nope', () => require('node:nope'));
