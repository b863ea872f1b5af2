import { registerHooks } from 'node:module';

// Hooks and TypeScript: formats and sources that hooks return.
registerHooks({
  load(url, context, next) {
    if (url.startsWith('virtual:')) return { format: url.slice('virtual:'.length), source: 'const x: number = 1; console.log(x, typeof module)', shortCircuit: true };
    const loaded = next(url, context);
    if (url.includes('/fixtures/')) console.log(url.split('/').pop(), context.format, loaded.format, loaded.source === null ? null : typeof loaded.source);
    return loaded;
  },
  resolve: (specifier, context, next) => (specifier.startsWith('virtual:') ? { url: specifier, shortCircuit: true } : next(specifier, context)),
});
await import('./fixtures/named.mts');
await import('./fixtures/common.cts');
await import('./fixtures/ambiguous.ts');
await import('virtual:module-typescript');
await import('virtual:commonjs-typescript');
await import('virtual:module').catch((error) => console.log(error.name));
