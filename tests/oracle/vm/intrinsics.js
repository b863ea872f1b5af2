'use strict';

// A context has classes of its own, which can be spoilt without harm to the program's.

const vm = require('node:vm');

const context = vm.createContext({ main: Array });
const run = (source) => vm.runInContext(source, context);

for (const source of ['[]', '({})', '() => 1', 'new Error("x")', '/x/', 'new Map()', 'Promise.resolve()', 'new Uint8Array(1)', 'Symbol.iterator']) {
  const value = run(source);
  console.log(source, value instanceof Object, typeof value === 'symbol' ? value === Symbol.iterator : value.constructor === globalThis[value.constructor.name]);
}
console.log(Array.isArray(run('[]')), run('[] instanceof main'), run('Array === main'), run('Object.getPrototypeOf([]) === Array.prototype'));
run('Array.prototype.push = null; Object.prototype.extra = 1; String.prototype.trim = () => "spoilt"; Promise.prototype.then = undefined; Function.prototype.bind = null');
console.log([].push.name, {}.extra, ' a '.trim(), typeof Promise.prototype.then, run('({}).extra'), run('" a ".trim()'), run('"a".extra'));
console.log(run('new (class A extends Map {})().set(1, 2).size'), run('[..."ab"].join()'), run('`${[1, 2]}`'));
const other = vm.createContext({});
console.log(vm.runInContext('Array', other) === run('Array'), vm.runInContext('({}).extra', other), vm.runInContext('Symbol.for("s")', other) === Symbol.for('s'));
console.log(run('globalThis.constructor.name'), run('Object.prototype.toString.call(globalThis)'), run('this === globalThis'));
console.log(run('typeof console + typeof WebAssembly + typeof Intl + typeof Atomics + typeof SharedArrayBuffer'));
console.log(run('typeof process + typeof require + typeof Buffer + typeof setTimeout + typeof queueMicrotask + typeof structuredClone + typeof URL'));
