'use strict';
// require(): the files it finds, the modules it returns, and its errors.

const path = require('path');
const { createRequire, isBuiltin } = require('module');
const from = createRequire(path.join(__dirname, 'fixtures', 'x.js'));
const relative = (text) => String(text).split(__dirname).join('.');
const attempt = (request, how = from) => {
  try {
    return how(request);
  } catch (error) {
    return [error.name, error.code, relative(error.message)];
  }
};

console.log(from('pkg'));
console.log(from('pkg/feature/inner'), from('main-only'));
for (const request of ['pkg/hidden', 'pkg/lib/inner.cjs', 'pkg/nothing', 'nowhere', './nowhere', '', './broken.json', './throws.js', 'node:nowhere', 'pkg/feature/none']) {
  console.log(request, attempt(request));
}
console.log(attempt(5), attempt(undefined));
console.log(from('./data.json'), from('./data') === from('./data.json'));
from('./a');
console.log(from('esm-only'), attempt('./tla.mjs')[1]);
console.log(relative(from.resolve('pkg')), relative(from.resolve('./a')), from.resolve('fs'), from.resolve('node:fs'));
console.log(attempt('nowhere', from.resolve), from.resolve.paths('x').slice(0, 2).map(relative), from.resolve.paths('./x').map(relative));
console.log(isBuiltin('fs'), isBuiltin('node:fs'), isBuiltin('test'), isBuiltin('node:test'), isBuiltin('nope'));
console.log(require('fs') === require('node:fs'), require('fs/promises') === require('fs').promises);
console.log(module.id, relative(module.filename), module.loaded, module.children.length > 0, relative(module.path), require.main === module);
const id = from.resolve('./data.json');
console.log(id in require.cache, require.cache[id].exports, delete require.cache[id], from('./data.json') !== undefined);
console.log(Object.keys(require), typeof require.extensions['.js'], this === module.exports, arguments.length);
console.log(typeof process.getBuiltinModule('fs').readFile, process.getBuiltinModule('nope'));
import('./fixtures/cycle-a.mjs').then((namespace) => console.log(namespace, namespace.read()));
