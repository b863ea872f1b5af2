// Flags: --expose-gc
'use strict';
for (const args of [[], [undefined, () => {}], [1, () => {}], [null, () => {}]]) {
  for (const name of ['register', 'registerBeforeExit']) {
    try {
      process.finalization[name](...args);
      console.log(name, 'fine');
    } catch (error) {
      console.log(name, error.name, error.code, error.message);
    }
  }
}
const kept = { kept: true };
process.finalization.register(kept, (object, event) => console.log('exit', object.kept, event));
process.finalization.registerBeforeExit(kept, (object, event) => console.log('before', object.kept, event));
const other = {};
process.finalization.register(other, () => console.log('never'));
process.finalization.unregister(other);
globalThis.kept = kept;
