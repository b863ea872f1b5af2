'use strict';

const tree = require('../modules/fixtures/tree.cjs');

// Files in node_modules are not stripped.
const root = tree.make({ 'node_modules/p/index.ts': 'const x: number = 1', 'node_modules/p/m.mts': 'export const x: number = 1', 'node_modules/p/c.cts': 'exports.x = 1', 'node_modules/p/package.json': { main: 'index.ts' }, 'main.cjs': 'exports.req = (s) => require(s); exports.imp = (s) => import(s);' });
const { req, imp } = require(`${root}/main.cjs`);
(async () => {
  for (const name of ['p', 'p/index.ts', 'p/m.mts', 'p/c.cts']) {
    tree.show(`require ${name}`, () => req(name));
    await tree.showLater(`import ${name}`, () => imp(name));
  }
})();
