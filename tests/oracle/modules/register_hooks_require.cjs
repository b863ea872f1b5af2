'use strict';

// Valid and invalid hooks of registerHooks(), and their results, for require().
const { registerHooks } = require('module');
const tree = require('./fixtures/tree.cjs');
const root = tree.make({ 'a.cjs': 'exports.x = 1', 'node_modules/esmpk/package.json': { exports: { import: './i.mjs', custom: './c.cjs', require: './r.cjs' } }, 'node_modules/esmpk/c.cjs': 'exports.k = "custom"', 'node_modules/esmpk/r.cjs': 'exports.k = "require"' });
const require_ = require('module').createRequire(`${root}/x.js`);
process.removeAllListeners('warning');
const t = (name, fn) => { try { const r = fn(); console.log(name, 'ok', r === undefined ? '' : r); } catch (e) { console.log(name, e.name, e.code, tree.hide(e.message)); } };
t('no args', () => registerHooks());
t('null', () => registerHooks(null));
t('number', () => registerHooks(5));
t('str', () => registerHooks('x'));
t('bad resolve', () => registerHooks({ resolve: 1 }));
t('bad load', () => registerHooks({ load: 'x' }));
t('null resolve', () => registerHooks({ resolve: null }));
t('falsy', () => registerHooks({ resolve: 0, load: '' }));
t('empty', () => registerHooks({}));
const withHook = (name, hooks, fn) => { const h = registerHooks(hooks); try { t(name, fn); } finally { h.deregister(); h.deregister(); } };
let n = 0;
for (let i = 0; i < 80; i++) tree.make({ [`gen${i}.cjs`]: 'module.exports = "plain";' });
const fresh = () => `${root}/gen${n++}.cjs`;
for (const [k, v] of Object.entries({ undef: undefined, nul: null, str: 'x', empty: {}, urlnum: { url: 5, shortCircuit: true }, nosc: { url: 'file:///x' }, fmt: { url: 'node:fs', format: 5, shortCircuit: true }, attrs: { url: 'node:fs', importAttributes: 5, shortCircuit: true }, notfound: { url: 'file:///nothere.cjs', shortCircuit: true }, notaurl: { url: 'nope', shortCircuit: true }, http: { url: 'http://x/', shortCircuit: true }, unknownbuiltin: { url: 'node:nope', shortCircuit: true }, virt: { url: 'virtual:x', shortCircuit: true } })) {
  withHook('resolve ' + k, { resolve: () => v }, () => typeof require(fresh()));
}
for (const [k, v] of Object.entries({ undef: undefined, nul: null, empty: {}, nosc: { source: 'exports.a=1', format: 'commonjs' }, numsource: { format: 'commonjs', source: 5, shortCircuit: true }, numfmt: { format: 5, source: '', shortCircuit: true }, nullfmt: { format: null, source: 'exports.a=1', shortCircuit: true }, nofmt: { source: 'exports.a=2', shortCircuit: true }, unkfmt: { format: 'foo', source: 'exports.a=2', shortCircuit: true }, json: { format: 'json', source: '{"a":5}', shortCircuit: true }, badjson: { format: 'json', source: '{', shortCircuit: true }, buf: { format: 'commonjs', source: Buffer.from('exports.a=3'), shortCircuit: true }, ab: { format: 'commonjs', source: new Uint8Array(Buffer.from('exports.a=4')).buffer, shortCircuit: true }, esm: { format: 'module', source: 'export const a = 6', shortCircuit: true }, wasm: { format: 'wasm', source: '', shortCircuit: true }, builtin: { format: 'builtin', source: '', shortCircuit: true }, ts: { format: 'commonjs-typescript', source: 'const x: number = 1; exports.a = x', shortCircuit: true }, syntax: { format: 'commonjs', source: 'const x =', shortCircuit: true } })) {
  withHook('load ' + k, { load: () => v }, () => require(fresh()));
}
withHook('builtin load', { load: (url, c, next) => { const r = next(url, c); return { ...r, source: 'ignored' }; } }, () => typeof require('fs').readFileSync);
withHook('redirect to builtin', { resolve: (s, c, next) => s.includes('gen') ? { url: 'node:path', format: 'builtin', shortCircuit: true } : next(s, c) }, () => typeof require(fresh()).join);
withHook('virtual', { resolve: (s, c, next) => s === 'virtual:a' ? { url: 'virtual:a', shortCircuit: true } : next(s, c), load: (u, c, next) => u === 'virtual:a' ? { source: 'module.exports = [__filename, module.id, require.main === module, typeof require]', format: 'commonjs', shortCircuit: true } : next(u, c) }, () => require('virtual:a'));
withHook('virtual2', { resolve: (s, c, next) => s === 'virtual:a' ? { url: 'virtual:a', shortCircuit: true } : next(s, c), load: (u, c, next) => u === 'virtual:a' ? { source: 'module.exports = __filename', format: 'commonjs', shortCircuit: true } : next(u, c) }, () => require('virtual:a'));
withHook('conditions', { resolve: (s, c, next) => next(s, { ...c, conditions: [...c.conditions, 'custom'] }) }, () => require_('esmpk').k);
withHook('next spec only', { resolve: (s, c, next) => next(s) }, () => require(fresh()));
withHook('next changes', { resolve: (s, c, next) => next(s === 'foo' ? './a.cjs' : s, c) }, () => require_('foo').x);
withHook('load next(url)', { load: (u, c, next) => next(u) }, () => require(fresh()));
withHook('throws', { resolve() { throw new RangeError('mine'); } }, () => require(fresh()));
withHook('async', { async resolve(s, c, next) { return next(s, c); } }, () => require(fresh()));
const order = [];
const hs = [1, 2, 3].map((i) => registerHooks({ resolve(s, c, next) { order.push('r' + i); const r = next(s, c); order.push('r' + i + 'e'); return r; }, load(u, c, next) { order.push('l' + i); const r = next(u, c); order.push('l' + i + 'e'); return r; } }));
require(fresh()); console.log(order.join()); order.length = 0;
require_.resolve('./a.cjs'); console.log('require.resolve', order.join()); order.length = 0;
hs[1].deregister(); require(fresh()); console.log(order.join()); hs[0].deregister(); hs[2].deregister();
