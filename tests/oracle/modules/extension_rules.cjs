'use strict';

process.removeAllListeners('warning');
const tree = require('./fixtures/tree.cjs');

// The format of a file, by extension and package.json.
const esm = 'export default typeof module', cjs = 'module.exports = typeof module', both = 'globalThis.seen = typeof module';
const files = { 'main.cjs': 'exports.req = (s) => require(s); exports.imp = (s) => import(s);' };
for (const type of ['module', 'commonjs', 'none', 'odd']) {
  files[`${type}/package.json`] = type === 'none' ? {} : { type };
  Object.assign(files, { [`${type}/e.js`]: esm, [`${type}/c.js`]: cjs, [`${type}/b.js`]: both, [`${type}/e.mjs`]: esm, [`${type}/c.cjs`]: cjs, [`${type}/e.cjs`]: esm, [`${type}/c.mjs`]: cjs,
    [`${type}/e`]: esm, [`${type}/c`]: cjs, [`${type}/x.unknown`]: cjs, [`${type}/d.json`]: '{"j":1}' });
}
const root = tree.make(files);
const { req, imp } = require(`${root}/main.cjs`);
(async () => {
  for (const type of ['module', 'commonjs', 'none', 'odd']) {
    for (const name of ['e.js', 'c.js', 'b.js', 'e.mjs', 'c.cjs', 'e.cjs', 'c.mjs', 'e', 'c', 'x.unknown', 'd.json']) {
      await tree.showLater(`import ${type}/${name}`, async () => { const found = await imp(`${root}/${type}/${name}`); return [found.default, globalThis.seen]; });
      delete globalThis.seen;
    }
    for (const name of ['e.js', 'c.js', 'e.mjs', 'c.cjs', 'e.cjs', 'c.mjs', 'e', 'c', 'x.unknown', 'd.json']) {
      tree.show(`require ${type}/${name}`, () => req(`${root}/${type}/${name}`));
    }
  }
})();
