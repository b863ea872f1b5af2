'use strict';

const Module = require('module');
const tree = require('./fixtures/tree.cjs');

// The result of require() of an ES module.
const root = tree.make({
  'named.mjs': 'export const a = 1; export function f() {}', 'default.mjs': 'export default class X {}; export const b = 2', 'esmodule.mjs': 'export default 1; export const __esModule = true',
  'string.mjs': 'const x = { own: true }; export { x as "module.exports" }; export default 5', 'tla.mjs': 'await 1; export default 1', 'deep.mjs': 'import "./tla.mjs"', 'throws.mjs': 'globalThis.count = (globalThis.count ?? 0) + 1; throw new RangeError("mine")',
  'syntax.mjs': 'export const x = ;', 'missing.mjs': 'import "./nope.mjs"', 'name.mjs': 'import { nope } from "./named.mjs"', 'cjsname.mjs': 'import { nope } from "./c.cjs"', 'c.cjs': 'exports.yes = 1',
  'loose.js': 'export const loose = 1', 'live.mjs': 'export let n = 0; export const up = () => ++n', 'meta.mjs': 'export const m = import.meta.main, u = import.meta.filename',
});
const require_ = Module.createRequire(`${root}/x.js`);
for (const name of ['named.mjs', 'default.mjs', 'esmodule.mjs', 'string.mjs', 'tla.mjs', 'deep.mjs', 'throws.mjs', 'throws.mjs', 'syntax.mjs', 'missing.mjs', 'name.mjs', 'cjsname.mjs', 'loose.js', 'meta.mjs']) {
  tree.show(name, () => tree.hide(require('util').inspect(require_(`./${name}`))));
}
console.log(globalThis.count, require_('./named.mjs') === require_('./named.mjs'));
const live = require_('./live.mjs');
live.up();
console.log(live.n, Object.isFrozen(live), Object.prototype.toString.call(live));
let first, second;
try { require_('./throws.mjs'); } catch (error) { first = error; }
(async () => {
  await import(`${root}/throws.mjs`).catch((error) => { second = error; });
  console.log(first === second, (await import(`${root}/live.mjs`)) === live, (await import(`${root}/default.mjs`)).default === require_('./default.mjs').default);
  console.log((await import(`${root}/tla.mjs`)).default);
  tree.show('evaluated by now', () => require_('./tla.mjs'));
})();
