'use strict';

// The effects of a script before its timeout remain.

const vm = require('node:vm');

const context = vm.createContext({ seen: [] });
try {
  vm.runInContext('seen.push(1); for (;;) ; seen.push(2);', context, { timeout: 20 });
} catch (error) {
  console.log(error.code, error.message);
}
console.log(context.seen, vm.runInContext('seen.length + 1', context, { timeout: 1000 }));
