'use strict';

// The global object of a context: the keys, descriptors and deletions that code of the context sees, and what the program's object gets.

const vm = require('node:vm');

const told = (source, sandbox = {}) => {
  let shown;
  try {
    shown = vm.runInNewContext(source, sandbox);
  } catch (error) {
    shown = `${error.name}: ${error.message}`;
  }
  console.log(source, '->', shown, sandbox);
};

const names = new Set(vm.runInNewContext('Object.getOwnPropertyNames(globalThis)'));
console.log(['Array', 'globalThis', 'undefined', 'eval', 'JSON', 'Reflect', 'escape', 'console', 'WebAssembly', 'process'].map((name) => names.has(name)).join());
told('JSON.stringify(["Array", "undefined", "globalThis", "JSON"].map((name) => Object.getOwnPropertyDescriptor(globalThis, name)))');
told('Object.keys(globalThis).join()', { a: 1, get b() { return 2; }, 0: 'zero' });
told('let found = []; for (const name in globalThis) found.push(name); found.join()',
     Object.create({ inherited: 1 }, { hidden: { value: 1 }, shown: { value: 1, enumerable: true } }));
told('["hasOwnProperty", "toString", "known", "nothing"].map((name) => [name in globalThis, Object.hasOwn(globalThis, name)].join("/")).join()', { known: 1 });
told('Reflect.ownKeys(globalThis).filter((key) => typeof key === "symbol").map(String).join()', { [Symbol('own')]: 1 });
told('var v; var w = 1; function f() {} const c = 2; let l = 3; class K {} assigned = 4; Object.keys(globalThis).join()');
told('var known; known', { known: 'kept' });
told('typeof known; function known() {} typeof known', { known: 'replaced' });
told('delete globalThis.known; typeof known', { known: 1 });
told('var v = 1; delete v', {});
told('assigned = 1; delete assigned');
told('"use strict"; globalThis.viaThis = 1; var strictVar = 2; viaThis + strictVar');
told('"use strict"; undeclared = 1');
told('"use strict"; var declared; declared = 1; declared');
told('NaN = 1; undefined = 2; Infinity = 3; [NaN, undefined, Infinity].join()');
told('Object.defineProperty(globalThis, "p", { value: 1, enumerable: true }); p = 2; p');
told('Object.defineProperty(globalThis, "p", { get() { return 7; }, configurable: true }); p');
told('Object.defineProperty(globalThis, "p", { value: 1, writable: true, configurable: true }); p = 3; JSON.stringify(Object.getOwnPropertyDescriptor(this, "p"))');
told('a = 2; b = 3; [a, b, kept].join()', { get a() { return 1; }, set b(value) { this.kept = value; } });
told('known = 2; known', Object.freeze({ known: 1 }));
told('globalThis[3] = "x"; this[4] = 1; delete this[4]; Object.defineProperty(this, 5, { value: 2, enumerable: true }); 3 in this');
told('Array = 1; typeof Array');
told('globalThis.globalThis === globalThis', {});
told('self === globalThis', (() => { const sandbox = {}; sandbox.self = sandbox; return Object.defineProperty(sandbox, 'self', { enumerable: false }); })());
told('Object.freeze(globalThis)');
told('toString() + typeof hasOwnProperty + typeof __proto__', Object.create(null));

const sandbox = vm.createContext({ count: 0 });
const add = vm.runInContext('var total = 0; (function add(n) { count++; total += n; return total; })', sandbox);
add(2);
sandbox.total = 10;
console.log(add(3), sandbox.count, sandbox.total, vm.runInContext('total', sandbox));
sandbox.late = () => 'late';
console.log(vm.runInContext('late()', sandbox), delete sandbox.late, vm.runInContext('typeof late', sandbox));
vm.runInContext('let scoped = 1; const fixed = 2; class Kept {}', sandbox);
console.log(vm.runInContext('scoped++ + fixed + typeof Kept', sandbox), 'scoped' in sandbox);
for (const source of ['let scoped', 'var fixed', 'fixed = 3', 'function Kept() {}']) {
  try {
    vm.runInContext(source, sandbox);
  } catch (error) {
    console.log(error.name, error.message);
  }
}
