'use strict';

// What is declared with var cannot be deleted; what is only assigned can.

const vm = require('node:vm');

const context = vm.createContext({ given: 1 });
console.log(vm.runInContext('var declared = 1; assigned = 2; [delete declared, delete assigned, delete given, typeof declared, typeof assigned, typeof given]', context));
