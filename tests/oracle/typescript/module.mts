import { named, type Only } from './fixtures/named.mts';
import def, { value } from './fixtures/common.cts';
import * as ambiguous from './fixtures/ambiguous.ts';
const x: Only = { a: named };
console.log(x, def, value, Object.keys(ambiguous), import.meta.filename.slice(-10), import.meta.main);
console.log(await import('./fixtures/named.mts') === await import('./fixtures/named.mts'));
for (const specifier of ['./fixtures/named', './fixtures/named.js', './fixtures/missing.ts']) await import(specifier).catch((error: Error & { code: string }) => console.log(error.code));
