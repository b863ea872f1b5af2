// Hooks run before resolving and before loading, for require() and for import.
import { createRequire, registerHooks } from 'node:module';

const hooks = registerHooks({
  resolve(specifier, context, nextResolve) {
    if (!specifier.startsWith('made:')) return nextResolve(specifier, context);
    return { url: specifier, shortCircuit: true };
  },
  load(url, context, nextLoad) {
    if (!url.startsWith('made:')) return nextLoad(url, context);
    const by = context.conditions.includes('import') ? 'import' : 'require';
    return { format: 'commonjs', source: `module.exports = '${url} by ${by}'`, shortCircuit: true };
  },
});
console.log((await import('made:one')).default);
console.log(createRequire(import.meta.url)('made:two'));
hooks.deregister();
await import('made:three').catch((error) => console.log(error.code));
