'use strict';
const { createHook } = require('async_hooks');
for (const name of ['init', 'before', 'after', 'destroy', 'promiseResolve']) {
  for (const bad of [null, 1, {}]) {
    try { createHook({ [name]: bad }); } catch (error) { console.log(error.name, error.code, error.message); }
  }
}
const hook = createHook({});
console.log(hook.enable() === hook, hook.enable() === hook, hook.disable() === hook, hook.disable() === hook, hook);
