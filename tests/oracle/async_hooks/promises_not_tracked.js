'use strict';
console.log('begins');  // standard output is a resource of async_hooks too: it exists before the hooks
console.error('begins');
const { createHook } = require('async_hooks');
const types = [];
createHook({ init: (id, type) => types.push(type), trackPromises: false }).enable();
Promise.resolve().then(() => {});
process.nextTick(() => {});
setImmediate(() => console.log(types));
for (const bad of [1, 'x', null]) {
  try { createHook({ trackPromises: bad }); } catch (error) { console.log(error.code, error.message); }
}
