'use strict';

const tree = require('./fixtures/tree.cjs');

// A package can load itself by name through its `exports`, and in no other way.
const root = tree.make({
  'package.json': { name: 'own', exports: { '.': './a.js', './b': { import: './b.mjs', default: './b.cjs' } } },
  'a.js': 'module.exports = "a"', 'b.mjs': 'export default "mjs"', 'b.cjs': 'module.exports = "cjs"', 'hidden.js': '',
  'deep/main.cjs': 'exports.req = (s) => require(s); exports.imp = (s) => import(s);',
  'node_modules/own/index.js': 'module.exports = "not this one"',
  'other/package.json': { name: 'other', main: './x.js' }, 'other/x.js': 'module.exports = "x"',
  'other/main.cjs': 'exports.req = (s) => require(s); exports.imp = (s) => import(s);',
});
(async () => {
  for (const [where, specifiers] of [['deep', ['own', 'own/b', 'own/hidden.js', 'own/package.json', 'own-not']], ['other', ['other', 'other/x.js']]]) {
    const { req, imp } = require(`${root}/${where}/main.cjs`);
    for (const specifier of specifiers) {
      tree.show(`require ${specifier}`, () => req(specifier));
      await tree.showLater(`import ${specifier}`, async () => (await imp(specifier)).default);
    }
  }
})();
