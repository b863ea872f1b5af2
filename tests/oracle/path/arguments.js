'use strict';
const path = require('path');
for (const kind of ['posix', 'win32']) {
  for (const [method, ...args] of [['join', 'a', 5], ['join', null], ['resolve', {}], ['normalize'], ['basename', 5], ['basename', 'a', 5], ['dirname', null], ['extname', undefined], ['isAbsolute', 5], ['relative', 'a'], ['relative', 5, 'b'], ['parse', true], ['format', 'x'], ['format', null], ['format', {}], ['format', { dir: 'd', base: 'b', root: 'r', name: 'n', ext: 'e' }], ['format', { name: 'n', ext: 'e' }], ['toNamespacedPath', 5], ['matchesGlob', 5, 'x'], ['matchesGlob', 'x', 5], ['join'], ['resolve', '/']]) {
    try {
      console.log(kind, method, path[kind][method](...args));
    } catch (error) {
      console.log(kind, method, error.name, error.code, error.message);
    }
  }
}
