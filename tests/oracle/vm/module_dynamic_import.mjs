// Flags: --experimental-vm-modules --no-warnings
// import() in a module calls importModuleDynamically, which may return a module or a namespace.

import vm from 'node:vm';

const target = new vm.SourceTextModule('export default 5');
await target.link(() => {});
await target.evaluate();
const run = async (source, importModuleDynamically) => {
  const module = new vm.SourceTextModule(source, { importModuleDynamically, identifier: 'vm:importer' });
  await module.link(() => {});
  await module.evaluate();
  return module.namespace.default;
};
const ask = (specifier, referrer, attributes, phase) => {
  console.log(specifier, referrer.identifier, attributes, phase);
  return specifier === 'module' ? target : specifier === 'namespace' ? target.namespace : {};
};
console.log(await run('export default await import("module")', ask) === target.namespace);
console.log(await run('export default await import("namespace", { with: { type: "x" } })', ask) === target.namespace);
for (const source of ['await import("nothing")', 'await import("x", 1)', 'await import("x", { with: { a: 1 } })', 'await import(Symbol())']) {
  console.log(await run(source, ask).catch((error) => `${error.name} ${error.code ?? ''} ${error.message}`));
}
console.log(await run('await import("x")', () => { throw new RangeError('mine'); }).catch((error) => error.message));
console.log(await run('await import("x")').catch((error) => error.code));
console.log(await run('const o = { import(a) { return a; } }; export default o.import("method");'));
