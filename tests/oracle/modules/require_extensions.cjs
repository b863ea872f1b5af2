'use strict';

const fs = require('fs');
const Module = require('module');
const tree = require('./fixtures/tree.cjs');

// Extensions added to require.extensions are tried, and load files.
const root = tree.make({ 'a.foo': 'hello', 'b.bar.foo': 'there', 'c.js': 'module.exports = "c"', 'd.foo': 'never', 'd.js': 'module.exports = "js first"', 'e/index.foo': 'index', 'f.txt': 'module.exports = "as js"', '.foo': 'dot' });
const require_ = Module.createRequire(`${root}/x.js`);
tree.show('before', () => require_('./a'));
require.extensions['.foo'] = (module, filename) => { module.exports = `foo:${fs.readFileSync(filename, 'utf8')}`; };
for (const name of ['./a', './a.foo', './b.bar', './b.bar.foo', './c', './d', './e', './f.txt', './.foo']) tree.show(name, () => require_(name));
require.extensions['.bar.foo'] = (module) => { module.exports = 'the longer one'; };
delete require.cache[`${root}/b.bar.foo`];
tree.show('longer', () => require_('./b.bar.foo'));
const js = require.extensions['.js'];
require.extensions['.js'] = (module, filename) => {
  const compile = module._compile;
  module._compile = function(text, name) { return compile.call(this, text.replace('"c"', '"changed"'), name); };
  js(module, filename);
};
delete require.cache[`${root}/c.js`];
tree.show('compile', () => require_('./c'));
delete require.extensions['.json'];
tree.make({ 'g.json': '{"a":1}' });
tree.show('json as js', () => require_('./g.json'));
console.log(Object.keys(require.extensions), require.extensions === Module._extensions);
