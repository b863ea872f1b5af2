'use strict';

// vm.compileFunction() with a context, with objects as scopes, and with code that evaluates code.

const vm = require('node:vm');

const context = vm.createContext({ b: 2, shared: 'context' });
const compile = (source, params, options) => vm.compileFunction(source, params, { parsingContext: context, ...options });
console.log(compile('return a + b', ['a'])(1), compile('return [] instanceof Array')(), compile('return []')() instanceof Array);
console.log(compile('return typeof nothing + typeof process + this')());
console.log(compile('var local = 1; leaked = local; return typeof globalThis.local')(), context.leaked);
console.log(compile('return shared', [], { contextExtensions: [{ shared: 'outer' }, { shared: 'inner' }] })());
console.log(compile('return eval("shared") + (0, eval)("shared")', [], { contextExtensions: [{ shared: 'scope' }] })());
console.log(vm.compileFunction('return x + y', ['y'], { contextExtensions: [{ x: 4 }] })(1));
console.log(vm.compileFunction('"use strict"; return x', [], { contextExtensions: [{ x: 'strict' }] })());
const made = compile('return function inner(c) { return a + b + c; }', ['a'], { filename: 'made.js' });
console.log(made.toString(), made.length, made(1)(3), made.name);
console.log(Object.getPrototypeOf(made) === Function.prototype, Object.getPrototypeOf(made) === vm.runInContext('Function.prototype', context));
for (const run of [() => compile('return {'), () => vm.compileFunction('await 1'), () => compile('throw new Error(arguments.length)')(1, 2)]) {
  try {
    run();
  } catch (error) {
    console.log(error.name, error.message, error instanceof Error);
  }
}
context.source = 'typeof b + typeof nothing';
console.log(vm.runInContext('eval(source) + new Function("return " + source)() + (() => eval(source))() + (0, eval)(source)', context));
console.log(vm.runInContext('eval("var fromEval = 1; let scoped = 2; fromEval + scoped") + typeof scoped', context), context.fromEval);
console.log(vm.runInContext('(function () { eval("var inFunction = 1"); return typeof inFunction; })() + typeof inFunction', context));
