// Hooks stand before resolving and loading, of require() and of import alike.
import { createRequire, registerHooks } from 'node:module';

const hooks = registerHooks({
  resolve(specifier, context, nextResolve) {
    if (!specifier.startsWith('made:')) return nextResolve(specifier, context);
    return { url: specifier, shortCircuit: true };
  },
  load(url, context, nextLoad) {
    if (!url.startsWith('made:')) return nextLoad(url, context);
    return { format: 'commonjs', source: `module.exports = '${url} by ${context.conditions.includes('import') ? 'import' : 'require'}'`, shortCircuit: true };
  },
});
console.log((await import('made:one')).default);
console.log(createRequire(import.meta.url)('made:two'));
hooks.deregister();
await import('made:three').catch((error) => console.log(error.code));
