// The calls of hooks for one import, and their order: the last hooks registered come first.

import { register } from 'node:module';

register(`data:text/javascript,${encodeURIComponent(`
  export async function resolve(specifier, context, next) {
    if (!specifier.startsWith('x:')) return next(specifier, context);
    const found = await next(specifier.slice(2), { ...context, seen: 'first' });
    return { ...found, url: found.url };
  }
  export async function load(url, context, next) {
    if (!url.startsWith('made:')) return next(url, context);
    return { format: 'module', shortCircuit: true, source: 'export default ' + JSON.stringify([url, context.format, Object.keys(context)]) };
  }
`)}`);
register(`data:text/javascript,${encodeURIComponent(`
  export async function resolve(specifier, context, next) {
    if (specifier === 'x:short') return { url: 'made:short', format: 'own', shortCircuit: true };
    return next(specifier, context);
  }
`)}`);
console.log((await import('x:short')).default);
console.log((await import('x:made:up')).default);
console.log(typeof (await import('x:node:fs')).readFileSync);
console.log((await import('made:up')) === (await import('x:made:up')));
