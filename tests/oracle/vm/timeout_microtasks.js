'use strict';

// With microtaskMode 'afterEvaluate', a run includes its microtasks.

const vm = require('node:vm');

const log = [];
vm.runInNewContext('Promise.resolve().then(() => log.push("inside"))', { log }, { microtaskMode: 'afterEvaluate' });
log.push('after');
vm.runInNewContext('Promise.resolve().then(() => log.push("later"))', { log });
log.push('end');
console.log(log);
try {
  vm.runInNewContext('Promise.resolve().then(() => { for (;;); })', {}, { timeout: 20, microtaskMode: 'afterEvaluate' });
} catch (error) {
  console.log(error.code);
}
