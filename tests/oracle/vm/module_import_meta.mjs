// Flags: --experimental-vm-modules --no-warnings
// import.meta holds only the properties that initializeImportMeta sets.

import vm from 'node:vm';

const run = async (source, options) => {
  const module = new vm.SourceTextModule(source, options);
  await module.link(() => {});
  await module.evaluate();
  return module.namespace;
};
const own = await run('export default import.meta; export const same = import.meta === import . meta; export const text = "import.meta";', {
  initializeImportMeta(meta, module) {
    meta.who = module.identifier;
  },
  identifier: 'vm:who',
});
console.log(own.default, Object.getPrototypeOf(own.default), own.same, own.text);
console.log((await run('export default Object.keys(import.meta);')).default);
for (const initializeImportMeta of [1, {}, null]) {
  try {
    new vm.SourceTextModule('', { initializeImportMeta });
  } catch (error) {
    console.log(error.code, error.message);
  }
}
