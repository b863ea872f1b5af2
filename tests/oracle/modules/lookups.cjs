'use strict';

// How packages, scopes and folders are searched, and the functions of Module that do it.
const m = require('module'); const path = require('path'); const fs = require('fs'); const os = require('os');
const d = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'z-')));
const w = (n, t) => { fs.mkdirSync(path.dirname(path.join(d, n)), { recursive: true }); fs.writeFileSync(path.join(d, n), t); };
w('node_modules/a/package.json', '{"main":"./x","exports":{"./sub/*":{"types":"./t.d.ts","node":{"import":"./i/*.mjs","require":"./r/*.cjs"}},"./package.json":"./package.json",".":["./nothere.js","./x.js"]}}');
w('node_modules/a/x.js', 'module.exports="x"'); w('node_modules/a/i/q.mjs', 'export default "iq"'); w('node_modules/a/r/q.cjs', 'module.exports="rq"');
w('node_modules/@scope/b/index.js', 'module.exports="scoped"'); w('node_modules/@scope/b/lib/y.js', 'module.exports="y"');
const r = m.createRequire(d + '/main.js');
const t = (f) => { try { console.log(f()); } catch (e) { console.log(e.code, e.message.replaceAll(d, 'D').split('\n')[0], Object.keys(e)); } };
for (const s of ['a', 'a/sub/q', 'a/sub/../q', 'a/package.json', 'a/x.js', '@scope/b', '@scope/b/lib/y', '@scope', '@scope/', '@scope/b/', 'a/', './node_modules/a', './node_modules/a/x', '../nothere', 'node:fs/promises', 'node:', 'fs/', '%61', 'a\\b', '.a', '_x']) t(() => { const v = r(s); return typeof v === 'object' ? Object.keys(v).length > 0 : v; });
for (const s of ['a', '@scope/b', './main.js', '.', 'fs']) t(() => String(r.resolve(s)).replaceAll(d, 'D'));
t(() => r.resolve('a', { paths: ['/nonexistent'] })); t(() => r.resolve('./x', { paths: [d + '/node_modules/a'] }).replaceAll(d, 'D')); t(() => r.resolve('a', { paths: 'x' })); t(() => r.resolve(5)); t(() => r.resolve.paths(5)); t(() => r.resolve.paths('').length > 0);
t(() => m._resolveFilename('a', null)); t(() => m._resolveFilename('./x', { paths: [], filename: d + '/node_modules/a/z.js', id: 'z' }).replaceAll(d, 'D'));
t(() => m._findPath('a', [d + '/node_modules'], false).replaceAll(d, 'D')); t(() => m._findPath('nope', [d])); t(() => m._findPath(d + '/node_modules/a/x.js').replaceAll(d, 'D')); t(() => m._findPath('x', []));
t(() => m.isBuiltin()); t(() => m.wrap('1+1')); t(() => m._extensions['.json'].length); t(() => m._initPaths()); t(() => Array.isArray(m.globalPaths)); t(() => m._preloadModules(['fs'])); t(() => m._nodeModulePaths('relative').length > 1); t(() => m.Module === m); t(() => m.prototype.load.length + m.prototype.require.length + m.prototype._compile.length + m._load.length + m._resolveFilename.length + m._findPath.length); t(() => m.runMain.name + m._load.name + m.prototype.require.name + m.createRequire.name);
fs.rmSync(d, { recursive: true });
