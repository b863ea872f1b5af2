'use strict';

// An error of the script itself is thrown unchanged, with or without a timeout. The timeout is validated first.

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
