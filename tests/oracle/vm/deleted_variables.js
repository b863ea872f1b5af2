'use strict';

// A variable declared with var cannot be deleted; one that was only assigned can.

const vm = require('node:vm');

const context = vm.createContext({ given: 1 });
console.log(vm.runInContext('var declared = 1; assigned = 2; [delete declared, delete assigned, delete given, typeof declared, typeof assigned, typeof given]', context));
