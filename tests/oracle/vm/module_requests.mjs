// Flags: --experimental-vm-modules --no-warnings
// The requests of a module: one for each specifier with its attributes, in the order of the text.

import vm from 'node:vm';

const module = new vm.SourceTextModule(`
  import a from "a"; // import no from "comment"
  import * as a2 from "a";
  export * from "b";
  import j from "a" with { type: "json" };
  const text = 'import x from "string"';
  export { x as y } from "c";
  import "d" with { one: "1", two: "2" };
`);
console.log(module.moduleRequests);
console.log(module.dependencySpecifiers, Object.isFrozen(module.moduleRequests), Object.isFrozen(module.moduleRequests[0]));
for (const modules of [[], 1, [1, 2, 3, 4, 5]]) {
  try {
    module.linkRequests(modules);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
