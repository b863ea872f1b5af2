// registerHooks() for import() and for require(), in the program's own thread.

import { createRequire, registerHooks } from 'node:module';

const require = createRequire(import.meta.url);
const seen = [];
const hooks = registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('sync:')) return next(specifier, context);
    seen.push(['resolve', specifier]);
    return { url: specifier, format: 'module', shortCircuit: true };
  },
  load(url, context, next) {
    if (!url.startsWith('sync:')) return next(url, context);
    seen.push(['load', url, context.format]);
    return { format: 'module', source: `export default ${JSON.stringify(url)}`, shortCircuit: true };
  },
});
console.log((await import('sync:a')).default, seen);
console.log(typeof require('node:os').cpus);
hooks.deregister();
console.log(await import('sync:b').catch((error) => error.code));
