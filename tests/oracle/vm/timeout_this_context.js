'use strict';

// A timeout ends an endless script, and the program goes on.

const vm = require('node:vm');

for (const source of ['for (;;);', 'try { for (;;); } finally { done = true; }', 'while (true) { try { throw 1; } catch {} }']) {
  globalThis.done = false;
  try {
    vm.runInThisContext(source, { timeout: 20 });
  } catch (error) {
    console.log(error.name, error.code, error.message, globalThis.done);
  }
}
Promise.resolve().then(() => console.log('microtask'));
setTimeout(() => console.log('timer'), 1);
console.log('sync');
