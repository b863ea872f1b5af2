// Deprecated slashes in imports.

await import('./fixtures/slashes.mjs');
