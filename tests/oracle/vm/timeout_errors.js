'use strict';

// An error of the script's own is what is thrown, with or without a limit; and the limit is checked first.

const vm = require('node:vm');

for (const timeout of [undefined, 1000]) {
  try {
    vm.runInThisContext('throw new RangeError("mine")', { timeout });
  } catch (error) {
    console.log(error.name, error.message);
  }
}
for (const timeout of [0, -1, 1.5, '1', NaN]) {
  try {
    console.log(vm.runInThisContext('1', { timeout }));
  } catch (error) {
    console.log(error.code, error.message);
  }
}
