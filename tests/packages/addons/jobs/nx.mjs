import { createRequire } from 'node:module';

const { hashArray, ChangelogEntry, ...native } = createRequire(import.meta.url)('nx/src/native');
console.log(hashArray(['a', 'b']), Object.keys(native).length, native.IS_WASM);
