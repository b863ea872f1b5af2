import { createRequire } from 'node:module';

const { OxcTransformer } = createRequire(import.meta.url)('@oxc-node/core');
const made = new OxcTransformer(process.cwd()).transform('a.ts', 'const a: number = 1;');
console.log(made.source().split('//#')[0]);
