'use strict';

const Module = require('module');
const tree = require('./fixtures/tree.cjs');

// The functions of Module, patched in the ways of packages.
const root = tree.make({ 'a.js': 'module.exports = require("virtual") + require("./b")', 'b.js': 'module.exports = "b" + typeof wrapped' });
const log = [];
const { _load, _resolveFilename, wrap } = Module;
Module._load = function(request, parent, isMain) {
  log.push(`load ${request} from ${parent && parent.filename && parent.filename.slice(-4)} ${isMain}`);
  return _load.apply(this, arguments);
};
Module._resolveFilename = function(request, parent, isMain, options) {
  log.push(`resolve ${request} ${arguments.length}`);
  if (request === 'virtual') return `${root}/b.js`;
  return _resolveFilename.apply(this, arguments);
};
console.log(Module.createRequire(`${root}/x.js`)('./a.js'));
console.log(log.map(tree.hide));
log.length = 0;
require.resolve('fs');
console.log(log);
delete require.cache[`${root}/a.js`];
delete require.cache[`${root}/b.js`];
Module.wrap = (script) => wrap(`const wrapped = 1; ${script}`);
console.log(Module.createRequire(`${root}/x.js`)('./a.js'));
Module.wrap = wrap;
const { require: original } = Module.prototype;
Module.prototype.require = function(id) { return id === 'mocked' ? { mocked: true } : original.call(this, id); };
console.log(require('mocked'), typeof require('path'));
const own = new Module(`${root}/own.js`);
own.filename = own.id;
own.paths = [];
own._compile('exports.sum = 1 + 2; exports.file = __filename; exports.req = typeof require', own.filename);
console.log(own.exports.sum, tree.hide(own.exports.file), own.exports.req, own.loaded);
