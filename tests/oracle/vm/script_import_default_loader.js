// Flags: --no-warnings
'use strict';

// With USE_MAIN_CONTEXT_DEFAULT_LOADER a script imports like a file of its name.

const vm = require('node:vm');
const path = require('node:path');

const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
const filename = path.join(__dirname, '..', 'modules', 'script.js');
(async () => {
  const fs = await vm.runInThisContext('import("node:fs")', { importModuleDynamically });
  console.log(fs.default === require('node:fs'));
  for (const specifier of ['./nowhere.mjs', 'no-such-package']) {
    await vm.runInThisContext(`import("${specifier}")`, { importModuleDynamically, filename }).catch((error) => {
      console.log(error.code, error.message.replaceAll(path.dirname(__dirname), ''));
    });
  }
  const load = vm.compileFunction('return import(name)', ['name'], { importModuleDynamically, filename });
  console.log(Object.keys(await load('os')).includes('cpus'));
})();
