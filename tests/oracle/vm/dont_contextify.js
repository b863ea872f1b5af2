'use strict';

// vm.constants.DONT_CONTEXTIFY: a context whose global object is an ordinary one.

const vm = require('node:vm');

const global = vm.createContext(vm.constants.DONT_CONTEXTIFY);
console.log(vm.isContext(global), vm.runInContext('globalThis', global) === global, typeof global.Array, global.Array === Array);
vm.runInContext('var declared = 1; assigned = 2; const scoped = 3; function f() { return declared + assigned + scoped; }', global);
console.log(Object.keys(global).join(), global.f(), Object.getOwnPropertyDescriptor(global, 'declared'));
global.given = 4;
console.log(vm.runInContext('given + f()', global), vm.runInContext('delete globalThis.declared', global), delete global.given, vm.runInContext('typeof given', global));
console.log(vm.runInContext('Object.freeze(globalThis); Object.isFrozen(globalThis)', global));
try {
  vm.runInContext('"use strict"; globalThis.more = 1', global);
} catch (error) {
  console.log(error.name, error.message);
}
console.log(vm.runInNewContext('typeof globalThis.process + [] instanceof Array', vm.constants.DONT_CONTEXTIFY));
console.log(new vm.Script('this').runInNewContext(vm.constants.DONT_CONTEXTIFY).constructor.name);
