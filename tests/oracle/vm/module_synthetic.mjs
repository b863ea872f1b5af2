// Flags: --experimental-vm-modules --no-warnings
// The program sets the exports of a module before, during and after its evaluation.

import vm from 'node:vm';

const told = (what) => {
  try {
    return what();
  } catch (error) {
    return `${error.name} ${error.code ?? ''} ${error.message}`;
  }
};
const synthetic = new vm.SyntheticModule(['default', 'x'], function() {
  console.log('steps', synthetic.status);
  this.setExport('x', 2);
}, { identifier: 'made:up' });
synthetic.setExport('default', 1);
console.log(synthetic.status, synthetic.identifier);
const module = new vm.SourceTextModule('import d, { x } from "s"; export const read = () => [d, x]; console.log("module", d, x);');
await module.link(() => synthetic);
await module.evaluate();
synthetic.setExport('x', 3);
console.log(module.namespace.read(), synthetic.namespace);
console.log(told(() => synthetic.setExport('y', 1)), told(() => synthetic.setExport(1, 1)));
console.log(told(() => new vm.SyntheticModule(['a', 'a'], () => {})), told(() => new vm.SyntheticModule(['a'])));
console.log(told(() => new vm.SyntheticModule('a', () => {})), told(() => new vm.Module()));
const failing = new vm.SyntheticModule([], () => { throw new TypeError('steps'); });
console.log(await failing.evaluate().catch((error) => error.message), failing.status, failing.error.message);
