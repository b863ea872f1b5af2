import { createRequire } from 'node:module';

const farm = createRequire(import.meta.url)('@farmfe/core');
console.log(typeof farm.Compiler, Object.keys(farm).length > 20);
process.exit(0);
