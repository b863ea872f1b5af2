// Flags: --experimental-vm-modules --no-warnings

// Modules of a context: their globals, `import()`, import.meta, namespaces and errors are the context's.

import vm from 'node:vm';

const context = vm.createContext({ given: 3, print: (...values) => console.log(...values) });
const dependency = new vm.SyntheticModule(['value'], function() { this.setExport('value', given); }, { context });
globalThis.given = 'of the program';
const main = new vm.SourceTextModule(`
  import { value } from 'dependency';
  import * as self from 'dependency';
  export const sum = given + 1;
  export default Array;
  export { value };
  print(typeof process, this, self.value, import.meta.name, [] instanceof Array);
  globalThis.left = sum;
  export const lazily = import('lazy');
  print(lazily instanceof Promise);
  const local = 1;
  var hidden = 2;
`, {
  context, identifier: 'main', initializeImportMeta(meta, module) { meta.name = module.identifier; },
  importModuleDynamically: async (specifier, referrer) => {
    console.log('asked for', specifier, referrer.identifier);
    const module = new vm.SourceTextModule('export const where = typeof given', { context });
    await module.link(() => {});
    await module.evaluate();
    return module;
  },
});
await main.link((specifier) => {
  console.log('links', specifier);
  return dependency;
});
const evaluated = main.evaluate();
await evaluated;
console.log(main.status, main.namespace.sum, main.namespace.value, context.left, 'hidden' in context);
console.log(main.namespace.default === Array, main.namespace.default === vm.runInContext('Array', context), (await main.namespace.lazily).where);
console.log(main.context === context, main.identifier);

const failing = new vm.SourceTextModule('throw new TypeError("in the context")', { context });
await failing.link(() => {});
await failing.evaluate().catch((error) => console.log(error.name, error instanceof TypeError, error.constructor === vm.runInContext('TypeError', context)));
const elsewhere = new vm.SourceTextModule('import "x"', { context: vm.createContext({}) });
await elsewhere.link(() => dependency).catch((error) => console.log(error.code));
const async = new vm.SourceTextModule('export let a = 1; await null; a = 2; globalThis.waited = a', { context });
await async.link(() => {});
await async.evaluate();
console.log(async.namespace.a, context.waited);

const script = new vm.Script('import("from-script")', { importModuleDynamically: () => dependency });
console.log((await script.runInContext(context)).value);
await vm.runInContext('import("fs")', context).catch((error) => console.log(error.code));
const own = vm.createContext({ later: [] }, { importModuleDynamically: (specifier, referrer) => { console.log(specifier, referrer === own); return dependency; } });
console.log((await vm.runInContext('Promise.resolve("import(\'by-context\')").then(eval)', own)).value);
