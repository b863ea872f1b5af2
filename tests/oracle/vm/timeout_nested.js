'use strict';

// The timeout of an outer run also ends the inner run, and no `catch` between them sees it.

const vm = require('node:vm');

const log = [];
const inner = () => {
  try {
    vm.runInThisContext('for (;;);', { timeout: 60000 });
  } catch (error) {
    log.push('inner', error.code);
  } finally {
    log.push('finally');
  }
};
try {
  vm.runInNewContext('inner()', { inner }, { timeout: 30 });
} catch (error) {
  console.log(error.code, error.message);
}
const quick = () => {
  try {
    vm.runInThisContext('for (;;);', { timeout: 10 });
  } catch (error) {
    log.push('quick', error.code);
  }
  return 'went on';
};
console.log(vm.runInNewContext('quick()', { quick }, { timeout: 60000 }));
console.log(log);
