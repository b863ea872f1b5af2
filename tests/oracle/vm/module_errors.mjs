// Flags: --experimental-vm-modules --no-warnings
// A module that fails rejects with the same error each time.

import vm from 'node:vm';

const told = (error) => `${error.name} ${error.code ?? ''} ${error.message}`;
const failing = new vm.SourceTextModule('throw new RangeError("no")', { identifier: 'vm:failing' });
await failing.link(() => {});
const first = await failing.evaluate().catch((error) => error);
const second = await failing.evaluate().catch((error) => error);
console.log(first === second, first === failing.error, failing.status, told(first));

const above = new vm.SourceTextModule('import "x"');
console.log(await above.link(() => failing).catch((error) => [told(error), error.cause === first]), above.status, told(above.error));

for (const answer of [undefined, null, {}, 'x', new vm.SyntheticModule(['a'], () => {})]) {
  const module = new vm.SourceTextModule('import { b } from "x"');
  console.log(await module.link(() => answer).catch(told), module.status);
}
for (const source of ['import', 'export default', 'let a; let a', 'return 1', 'await']) {
  try {
    new vm.SourceTextModule(source, { identifier: 'vm:broken' });
  } catch (error) {
    console.log(told(error));
  }
}
