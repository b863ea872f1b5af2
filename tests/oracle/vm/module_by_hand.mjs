// Flags: --experimental-vm-modules --no-warnings
// A module linked without a linker runs when evaluate() is called, not later.

import vm from 'node:vm';
import { inspect } from 'node:util';

globalThis.log = [];
const dependency = new vm.SourceTextModule('log.push("dependency"); export let n = 1; export const more = () => ++n;');
dependency.linkRequests([]);
const module = new vm.SourceTextModule('import { n, more } from "d"; log.push("module", n); more(); log.push(n);');
try {
  module.instantiate();
} catch (error) {
  console.log(error.code, error.message);
}
module.linkRequests([dependency]);
module.instantiate();
console.log(module.status, dependency.status, log, module.hasAsyncGraph(), module.hasTopLevelAwait());
const promise = module.evaluate();
console.log(inspect(promise), log, module.status, dependency.status, dependency.namespace.n);
const waiting = new vm.SourceTextModule('import { n } from "d"; await n;');
console.log(waiting.hasTopLevelAwait());
waiting.linkRequests([dependency]);
waiting.instantiate();
console.log(waiting.hasAsyncGraph(), inspect(waiting.evaluate()));
