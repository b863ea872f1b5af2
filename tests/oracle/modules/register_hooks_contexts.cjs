'use strict';

const { registerHooks } = require('module');
process.chdir(`${__dirname}/fixtures/hooked`);
// The arguments and results of hooks of registerHooks().
const show = (o) => JSON.stringify(o, (k, v) => v === undefined ? '<undef>' : v instanceof Uint8Array ? `<bytes ${v.constructor.name} ${Buffer.from(v).toString().slice(0,30)}>` : typeof v === 'string' ? v.replace(process.cwd(), 'CWD') : v);
const hook = registerHooks({
  resolve(specifier, context, next) {
    console.log('resolve', specifier.replace(process.cwd(), 'CWD'), show(context), Object.keys(context));
    const r = next(specifier, context);
    console.log('resolved', show(r), Object.keys(r));
    return r;
  },
  load(url, context, next) {
    console.log('load', url.replace(process.cwd(), 'CWD'), show(context), Object.keys(context));
    const r = next(url, context);
    console.log('loaded', show(r), Object.keys(r));
    return r;
  },
});
console.log(hook, Object.keys(hook));
require('./fixtures/hooked/r.cjs');
console.log('---amb'); require('./fixtures/hooked/amb.js');
console.log('---b'); require('./fixtures/hooked/b.mjs');
console.log('---fs'); require('node:fs'); require('fs');
(async () => {
  console.log('---e'); await import('./fixtures/hooked/e.mjs');
  console.log('---json'); await import('./fixtures/hooked/j.json', { with: { type: 'json' } });
  console.log('---amb2'); await import('./fixtures/hooked/amb.js?2');
  console.log('---data'); await import('data:text/javascript,export default 1');
  console.log('---dereg');
  hook.deregister();
  await import('./fixtures/hooked/b.mjs?3');
})();
