// Flags: --experimental-vm-modules --no-warnings
// The linker is called for all requests of a module before any request of those modules; evaluation is depth first.

import vm from 'node:vm';

const sources = {
  root: 'import "a"; import "b"; import "a"; log("root");',
  a: 'import "c"; log("a");',
  b: 'import "c"; import "root"; log("b");',
  c: 'log("c"); export {};',
};
globalThis.log = (name) => console.log('evaluated', name);
const modules = new Map();
const make = (name) => {
  if (!modules.has(name)) modules.set(name, new vm.SourceTextModule(sources[name], { identifier: name }));
  return modules.get(name);
};
const root = make('root');
await root.link(async (specifier, referrer) => {
  console.log('link', specifier, 'from', referrer.identifier);
  return make(specifier);
});
for (const [name, module] of modules) console.log(name, module.status);
await root.evaluate();
for (const [name, module] of modules) console.log(name, module.status);
