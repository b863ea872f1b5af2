// import and require() return the same CommonJS module after a hook has changed its text.
import { registerHooks, createRequire } from 'module';
registerHooks({ resolve(s, c, next) { console.log('resolve', s.slice(-8), c.conditions[0], c.importAttributes); return next(s, c); }, load(u, c, next) { console.log('load', u.slice(-8), c.format, c.conditions[0]); const r = next(u, c); return u.endsWith('.cjs') ? { ...r, source: String(r.source).replace('=1', '=100') } : r; } });
const m = await import('./fixtures/hooked/r.cjs');
console.log(m);
console.log(createRequire(import.meta.url)('./fixtures/hooked/r.cjs') === m.default);
import('./fixtures/hooked/amb.js').then((m) => console.log(m.default));
