'use strict';

// The traps of a Proxy that is the object of a context, in the order in which code of the context reaches them.

const vm = require('node:vm');

let log;
const heard = new Set(['get', 'set', 'has', 'deleteProperty', 'defineProperty', 'getOwnPropertyDescriptor', 'ownKeys']);
const traced = (target) => new Proxy(target, new Proxy({}, {
  get: (handlers, trap) => (...args) => {
    if (heard.has(trap) && args[1] !== 'Error' && typeof args[1] !== 'symbol') log.push(trap + (typeof args[1] === 'string' ? ` ${args[1]}` : ''));
    return Reflect[trap](...args);
  },
}));

for (const source of [
  'x', 'y', 'typeof y', 'this.y', 'y = 1', 'this.y = 1', 'var z = 2', 'var z', 'x = 3', 'x++', 'function f() {}', '"use strict"; function g() {}', '"use strict"; this.n = 4',
  '"x" in this', '"q" in this', 'delete this.x', 'delete this.q', 'delete x', 'let l = 1; l', 'class C {}', 'for (var i in this);', 'globalThis', 'Array', 'this[0]', 'this[0] = 1',
  'undefined', 'typeof Array', '[] + {}', 'with (this) { typeof x }',
]) {
  log = [];
  let value;
  try {
    value = vm.runInNewContext(source, traced({ x: 1 }));
  } catch (error) {
    value = error.message;
  }
  console.log(source, '->', String(value), '|', log.join(', '));
}

const languages = new Proxy({}, { get: (target, key) => (key in target ? target[key] : key === 'Object' ? Object : key === 'eval' ? eval : undefined) });
log = [];
console.log(vm.runInNewContext('answer = [1, 2].map((n) => n * 2); Object.keys(this).join() + typeof globalThis + eval("1 + 1")', languages), languages.answer);
const refusing = new Proxy({ fixed: 1 }, { set: () => false, deleteProperty: () => false, defineProperty: () => false });
console.log(vm.runInNewContext('fixed = 2; other = 3; [typeof fixed, typeof other, delete this.fixed].join()', refusing), refusing.fixed);

// Strict code may assign to any name that the Proxy takes.
const taking = vm.createContext(new Proxy({ x: 1 }, {}));
for (const source of ['x = 4', 'fresh = 5', 'x += 2; x++; --x', '(() => { x = 9; })()', '[x] = [10]', '({ a: x } = { a: 11 })', 'for (x of [12]);', 'for (x in { last: 1 });',
                      'x ||= 6; x &&= 7', '[, ...x] = [1, 2]', 'let y = (1, x\n =\n 8)', 'typeof missing', 'missing']) {
  try {
    console.log(source, '->', vm.runInContext(`"use strict"; ${source}; x`, taking));
  } catch (error) {
    console.log(source, '->', error.message);
  }
}
