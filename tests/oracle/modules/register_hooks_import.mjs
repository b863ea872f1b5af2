import { registerHooks, createRequire } from 'module';
import tree from './fixtures/tree.cjs';

// Valid and invalid hooks of registerHooks(), and their results, for import.
const root = tree.make({ 'j.json': '{"j":1}', 'a.cjs': 'exports.x = 1', 'r.cjs': 'exports.r = 1', 'e.mjs': 'import "./b.mjs"; import fs from "fs"; import "./a.cjs"', 'b.mjs': 'export default 1' });
process.removeAllListeners('warning');
const t = async (name, fn) => { try { const r = await fn(); console.log(name, 'ok', r === undefined ? '' : r); } catch (e) { console.log(name, e.name, e.code, tree.hide(e.message)); } };
let n = 0;
for (let i = 0; i < 80; i++) tree.make({ [`gen${i}.mjs`]: 'export default "plain";' });
const fresh = () => `${root}/gen${n++}.mjs`;
const withHook = async (name, hooks, fn) => { const h = registerHooks(hooks); try { await t(name, fn); } finally { h.deregister(); } };
const imp = (f = fresh()) => import(f);
for (const [k, v] of Object.entries({ undef: undefined, empty: {}, urlnum: { url: 5, shortCircuit: true }, nosc: { url: 'file:///x' }, fmt: { url: 'node:fs', format: 5, shortCircuit: true }, notfound: { url: 'file:///nothere.cjs', shortCircuit: true }, notaurl: { url: 'nope', shortCircuit: true }, http: { url: 'http://x/', shortCircuit: true }, unknownbuiltin: { url: 'node:nope', shortCircuit: true }, virt: { url: 'virtual:x', shortCircuit: true } })) {
  await withHook('resolve ' + k, { resolve: () => v }, async () => typeof await imp());
}
for (const [k, v] of Object.entries({ undef: undefined, nul: null, empty: {}, nosc: { source: 'export const a=1', format: 'module' }, numsource: { format: 'commonjs', source: 5, shortCircuit: true }, nullsource: { format: 'module', source: null, shortCircuit: true }, numfmt: { format: 5, source: '', shortCircuit: true }, nofmt: { source: 'export const a = 2', shortCircuit: true }, unkfmt: { format: 'foo', source: 'exports.a=2', shortCircuit: true }, json: { format: 'json', source: '{"a":5}', shortCircuit: true }, badjson: { format: 'json', source: '{', shortCircuit: true }, buf: { format: 'module', source: Buffer.from('export const a=3'), shortCircuit: true }, ab: { format: 'module', source: new Uint8Array(Buffer.from('export const a=4')).buffer, shortCircuit: true }, wasm: { format: 'wasm', source: '', shortCircuit: true }, wasmok: { format: 'wasm', source: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]), shortCircuit: true }, builtin: { format: 'builtin', source: '', shortCircuit: true }, ts: { format: 'module-typescript', source: 'export const a: number = 8', shortCircuit: true }, syntax: { format: 'module', source: 'const x =', shortCircuit: true } })) {
  await withHook('load ' + k, { load: () => v }, () => imp());
}
await withHook('attrs json', { load: (u, c, next) => { console.log(c.importAttributes, c.format); return next(u, { ...c, format: 'json' }); } }, () => import(`${root}/j.json`, { with: { type: 'json' } }));
await withHook('attrs dropped', { load: (u, c, next) => ({ format: 'module', source: 'export default 5', shortCircuit: true }) }, () => import(`${root}/j.json?2`));
await withHook('resolve attrs', { resolve: (s, c, next) => ({ ...next(s, c), importAttributes: { type: 'json' } }) }, () => import(`${root}/j.json?3`));
await withHook('redirect to builtin', { resolve: (s, c, next) => s.includes('gen') ? { url: 'node:path', format: 'builtin', shortCircuit: true } : next(s, c) }, async () => typeof (await imp()).join);
await withHook('virtual', { resolve: (s, c, next) => s === 'virtual:a' ? { url: 'virtual:a', shortCircuit: true } : next(s, c), load: (u, c, next) => u === 'virtual:a' ? { source: 'export default [import.meta.url, import.meta.filename, import.meta.main, typeof import.meta.resolve]', format: 'module', shortCircuit: true } : next(u, c) }, () => import('virtual:a'));
await withHook('meta.resolve', { resolve: (s, c, next) => s === 'x:y' ? { url: 'virtual:z', shortCircuit: true } : next(s, c) }, () => import.meta.resolve('x:y'));
await withHook('meta.resolve missing', { resolve: (s, c, next) => next(s, c) }, () => import.meta.resolve('./nothere.mjs').slice(-12));
await withHook('next spec only', { resolve: (s, c, next) => next(s) }, () => imp());
await withHook('load next(url)', { load: (u, c, next) => next(u) }, () => imp());
await withHook('throws', { resolve() { throw new RangeError('mine'); } }, () => imp());
await withHook('load throws', { load() { throw new RangeError('mine'); } }, () => imp());
await withHook('async', { async resolve(s, c, next) { return next(s, c); } }, () => imp());
await withHook('async load', { async load(s, c, next) { return next(s, c); } }, () => imp());
await withHook('transform', { load: (u, c, next) => { const r = next(u, c); return r.format === 'module' ? { ...r, source: String(r.source).replace('plain', 'changed') } : r; } }, () => imp());
await withHook('cjs transform through import', { load: (u, c, next) => { const r = next(u, c); return u.endsWith('a.cjs') ? { ...r, source: 'exports.x = "changed"' } : r; } }, async () => (await import(`${root}/a.cjs`)).x);
await withHook('cjs untouched', { load: (u, c, next) => next(u, c) }, async () => { const m = await import(`${root}/r.cjs`); return createRequire(import.meta.url)(`${root}/r.cjs`) === m.default; });
const order = [];
const hs = [1, 2].map((i) => registerHooks({ resolve(s, c, next) { order.push('r' + i + s.slice(-6)); return next(s, c); }, load(u, c, next) { order.push('l' + i + u.slice(-6)); return next(u, c); } }));
await import(`${root}/e.mjs`); console.log(order.join());
hs[0].deregister(); hs[1].deregister();
