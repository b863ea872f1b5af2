'use strict';

const Module = require('module');
const tree = require('./fixtures/tree.cjs');

// The properties of module objects, and the links between them.
const root = tree.make({ 'a.js': 'require("./b"); require("./b"); require("./c"); exports.a = module', 'b.js': 'exports.b = module', 'c.js': 'require("./b"); exports.c = 1', 'd.json': '{"d":1}', 'e.mjs': 'export default 1' });
const require_ = Module.createRequire(`${root}/x.js`);
const { a } = require_('./a.js');
console.log(tree.hide(require('util').inspect(a, { depth: 3 })));
console.log(a.children.map((child) => tree.hide(child.id)), a.parent === module, a.parent.id === `${root}/x.js`, a.loaded, a.constructor === Module);
console.log(a.children[0].parent === a, a.children[1].children.length, require.main === module, module.id, module.parent, module.loaded);
require_('./d.json');
console.log(Object.keys(require.cache).map(tree.hide).slice(-4));
console.log(a.isPreloading, Object.keys(Module.prototype), Module.prototype.constructor === Module);
const fresh = new Module('id', a);
console.log(fresh.id, fresh.path, fresh.exports, fresh.filename, fresh.loaded, fresh.paths, a.children.includes(fresh));
console.log(Module._nodeModulePaths('/a/node_modules/b/c'), Module._nodeModulePaths('/'), Module.wrap('x'), Module.wrapper.length);
console.log(require.resolve.paths('x').slice(-2).length, require.resolve.paths('./x').length, require.resolve.paths('fs'), Module._resolveLookupPaths('fs'));
tree.show('options', () => tree.hide(require.resolve('./a.js', { paths: [root] })));
tree.show('bad options', () => require.resolve('./a.js', { paths: 5 }));
tree.show('not there', () => require.resolve('nope', { paths: [root] }));
