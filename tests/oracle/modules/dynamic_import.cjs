'use strict';

const vm = require('vm');
const tree = require('./fixtures/tree.cjs');

// The folder from which an `import()` resolves its specifier.
const root = tree.make({ 'm.mjs': 'export default "m"', 'main.cjs': 'exports.direct = () => import("./m.mjs"); exports.evaled = () => eval(\'import("./m.mjs")\'); exports.made = () => new Function(\'return import("./m.mjs")\')(); exports.indirect = () => (0, eval)(\'import("./m.mjs")\'); exports.timer = () => new Promise((r) => setTimeout(() => r(import("./m.mjs"))));' });
const main = require(`${root}/main.cjs`);
(async () => {
  for (const name of Object.keys(main)) await tree.showLater(name, async () => (await main[name]()).default);
  await tree.showLater('vm', () => vm.runInThisContext('import("./m.mjs")', { filename: `${root}/x.js` }));
  await tree.showLater('vm default loader', async () => (await vm.runInThisContext('import("./m.mjs")', { filename: `${root}/x.js`, importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER })).default);
  await tree.showLater('nobody', async () => (await Promise.resolve('import("node:fs")').then(eval)).default);
  await tree.showLater('toString', async () => (await import({ toString: () => `${root}/m.mjs` })).default);
  await tree.showLater('throws', () => import({ toString() { throw new RangeError('mine'); } }));
  await tree.showLater('symbol', () => import(Symbol('s')));
  await tree.showLater('then', () => import('data:text/javascript,export function then(f) { f("thenable") }'));
})();
process.removeAllListeners('warning');
