// Flags: --experimental-vm-modules --no-warnings
// The status of a module at each step, and the calls that each status forbids.

import vm from 'node:vm';

const ask = (what) => {
  try {
    return what();
  } catch (error) {
    return `${error.name} ${error.code}: ${error.message}`;
  }
};
const seen = [];
globalThis.status = () => seen.push(module.status);
const module = new vm.SourceTextModule('status(); export const a = 1; await 0; status();');
console.log(module.status, ask(() => module.namespace), ask(() => module.error));
console.log(await module.evaluate().catch((error) => `${error.code}: ${error.message}`));
const linking = module.link(() => {});
console.log(module.status, await module.link(() => {}).catch((error) => `${error.code}: ${error.message}`));
await linking;
console.log(module.status, ask(() => module.namespace.a), await module.link(() => {}).catch((error) => `${error.code}: ${error.message}`));
const evaluating = module.evaluate();
console.log(module.status, ask(() => module.namespace.a));
console.log(await evaluating, module.status, module.namespace.a, seen);
console.log(await module.evaluate(), ask(() => module.error));
