'use strict';
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
console.log(storage.getStore(), storage.run(1, (...given) => [storage.getStore(), given], 'a', 'b'), storage.getStore());
storage.run(1, () => {
  console.log(storage.exit((x) => [storage.getStore(), x], 'given'), storage.getStore());
  storage.run(2, () => console.log(storage.getStore()));
  console.log(storage.getStore());
});
try {
  storage.run(3, () => { throw new Error(`in ${storage.getStore()}`); });
} catch (error) {
  console.log(error.message, storage.getStore());
}
storage.run(undefined, () => console.log(storage.getStore()));
