'use strict';
const Module = require('module');
const path = require('path');

const attempt = (run) => {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};

console.log(Module === Module.Module, Module.isBuiltin('fs'), Module.isBuiltin('test'), Module.isBuiltin('wss'));
console.log(Module.wrap('x'), Module._nodeModulePaths('/a/node_modules/b'), Module._stat('/tmp'), Module._stat('/no/such/file') < 0);
attempt(() => Module.createRequire('relative'));
attempt(() => typeof Module.createRequire(__filename)('fs').readFile);
attempt(() => Module.findPackageJSON('nope', __filename));
attempt(() => path.basename(Module.findPackageJSON('..', __filename) ?? 'package.json'));
const map = new Module.SourceMap({ version: 3, sources: ['a.js'], names: ['x'], mappings: 'AAAAA,SAASA;AACTA' });
console.log(map.findEntry(0, 9), map.findEntry(1, 0), map.findOrigin(1, 10), map.payload.sources);
attempt(() => new Module.SourceMap(5));
const hooks = Module.registerHooks({
  resolve(specifier, context, next) {
    return specifier === 'virtual' ? { url: 'virtual:thing', shortCircuit: true } : next(specifier, context);
  },
  load(url, context, next) {
    return url === 'virtual:thing' ? { format: 'commonjs', source: 'module.exports = "from a hook"', shortCircuit: true } : next(url, context);
  },
});
attempt(() => require('virtual'));
hooks.deregister();
attempt(() => require('virtual2').length);
console.log(Module.constants.compileCacheStatus, Module.getCompileCacheDir());
