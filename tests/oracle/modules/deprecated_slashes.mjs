// The same of imports.

await import('./fixtures/slashes.mjs');
