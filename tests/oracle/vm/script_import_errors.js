'use strict';

// import() in a script without a loader.

const vm = require('node:vm');

const told = (promise) => promise.then((namespace) => typeof namespace.readFile, (error) => `${error.name} ${error.code} ${error.message}`);
(async () => {
  console.log(await told(vm.runInThisContext('import("fs")')));
  console.log(await told(vm.runInNewContext('import("fs")')));
  console.log(await told(vm.compileFunction('return import("fs")')()));
  console.log(await told(vm.runInThisContext('import("fs")', { importModuleDynamically() {} })));
  console.log(vm.runInThisContext('"import(1)"'), vm.runInThisContext('({ import(x) { return x; } }).import(2)'));
  for (const importModuleDynamically of [1, 'x', null, {}]) {
    try {
      new vm.Script('', { importModuleDynamically });
    } catch (error) {
      console.log(error.code, error.message);
    }
  }
})();
