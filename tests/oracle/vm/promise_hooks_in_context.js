'use strict';

// Hooks of promises, and async context, hold for promises of contexts: for contexts made before the hooks and after.

const { AsyncLocalStorage, createHook } = require('node:async_hooks');
const vm = require('node:vm');

let made = 0;
const before = vm.createContext({});
const hook = createHook({ init(id, type) { if (type === 'PROMISE') made++; } }).enable();
const told = [];
for (const context of [before, vm.createContext({})]) {
  made = 0;
  vm.runInContext('Promise.resolve(1).then(() => 2).then(() => 3)', context);
  told.push(made);
}
hook.disable();
made = 0;
vm.runInContext('Promise.resolve(1)', before);
console.log(told.join(), made);
const storage = new AsyncLocalStorage();
storage.run('stored', () => vm.runInContext('(done) => { (async () => { await null; done(); })(); }', before)(() => console.log(storage.getStore())));
