import { createRequire } from 'node:module';

const { native } = createRequire(import.meta.url)('@temporalio/core-bridge');
console.log(Object.keys(native).length > 10, typeof native.newRuntime);
