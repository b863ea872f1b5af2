// Flags: --conditions=mine
'use strict';

const tree = require('./fixtures/tree.cjs');

// `exports` and its conditions, for require and import.
const files = {
  'node_modules/p/package.json': {
    name: 'p',
    exports: {
      '.': { import: './import.mjs', require: './require.cjs' },
      './mine': { mine: './mine.js', default: './default.js' },
      './nested': { node: { import: './import.mjs', default: './require.cjs' }, default: './default.js' },
      './none': null, './never': { browser: './b.js' }, './list': ['not a target', './default.js'], './bad': '../out.js', './bad2': 5,
      './bad3': './node_modules/x.js', './missing': './missing.js', './features/*': './f/*.js', './features/private/*': null, './features/*.x': './f/x-*.js',
      './dir/*': './f/*', './enc': './f/%61.js', './slash': './f%2fa.js', 
    },
  },
  'node_modules/s/package.json': { exports: './only.js' }, 'node_modules/s/only.js': 'module.exports = "only"',
  'node_modules/m/package.json': { exports: { '.': './a.js', 'x': './b.js' } },
  'node_modules/n/package.json': { exports: { '.': { 0: './a.js' } } },
  'node_modules/e/package.json': { exports: {} }, 'node_modules/e/index.js': '',
  'node_modules/broken/package.json': '{ "exports": ',
  'main.cjs': 'exports.req = (s) => require(s); exports.imp = (s) => import(s);',
};
for (const name of ['mine', 'default', 'f/a', 'f/x-b', 'f/private/z']) files[`node_modules/p/${name}.js`] = `module.exports = ${JSON.stringify(name)}`;
files['node_modules/p/import.mjs'] = 'export default "import"';
files['node_modules/p/require.cjs'] = 'module.exports = "require"';
const root = tree.make(files);
const { req, imp } = require(`${root}/main.cjs`);
(async () => {
  for (const specifier of ['p', 'p/mine', 'p/nested', 'p/none', 'p/never', 'p/list', 'p/bad', 'p/bad2', 'p/bad3', 'p/missing', 'p/features/a', 'p/features/private/z', 'p/features/b.x', 'p/features/../a',
                           'p/dir/a.js', 'p/dir', 'p/enc', 'p/slash', 'p/unknown', 'p/package.json', 'p/', 's', 's/only.js', 'm', 'n', 'e', 'e/index.js', 'broken']) {
    tree.show(`require ${specifier}`, () => req(specifier));
    await tree.showLater(`import ${specifier}`, async () => (await imp(specifier)).default);
  }
})();
