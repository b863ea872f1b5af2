'use strict';

const tree = require('./fixtures/tree.cjs');

// `imports`: specifiers that begin with #.
const root = tree.make({
  'package.json': { imports: { '#a': './a.js', '#cond': { import: './i.mjs', require: './r.cjs' }, '#dep': 'dep', '#fs': 'fs', '#node': 'node:path', '#pat/*': './p/*.js', '#none': null, '#missing': './nope.js', '#bad': '../x.js', '#url': 'https://x/', '#list': [null, './a.js'], '#/x': './a.js' } },
  'a.js': 'module.exports = "a"', 'i.mjs': 'export default "i"', 'r.cjs': 'module.exports = "r"', 'p/x.js': 'module.exports = "px"', 'node_modules/dep/index.js': 'module.exports = "dep"',
  'main.cjs': 'exports.req = (s) => require(s); exports.imp = (s) => import(s); exports.res = (s) => require.resolve(s);',
  'sub/package.json': {}, 'sub/main.cjs': 'exports.req = (s) => require(s); exports.imp = (s) => import(s);',
});
(async () => {
  for (const where of ['main.cjs', 'sub/main.cjs']) {
    const { req, imp } = require(`${root}/${where}`);
    for (const specifier of ['#a', '#cond', '#dep', '#node', '#pat/x', '#pat/y', '#none', '#missing', '#bad', '#url', '#list', '#', '#/', '#/x', '#unknown']) {
      tree.show(`require ${specifier}`, () => { const found = req(specifier); return typeof found === 'string' ? found : typeof found; });
      await tree.showLater(`import ${specifier}`, async () => { const found = (await imp(specifier)).default; return typeof found === 'string' ? found : typeof found; });
    }
  }
})();
