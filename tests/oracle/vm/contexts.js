'use strict';
const vm = require('vm');

const attempt = (run) => {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};

console.log(vm.runInThisContext('1 + 1; var shared = 3; shared'), globalThis.shared);
const context = vm.createContext({ b: 2 });
console.log(vm.runInContext('a = 1; var q = b + a; function f() { return q * 10 } const k = 5; let { m, n: [o] } = { m: 1, n: [2] }; f() + k', context));
console.log(context.a, context.q, typeof context.f, 'k' in context);
console.log(vm.runInContext('k + m + o + f()', context), vm.runInContext('typeof process + typeof nothing', context));
attempt(() => vm.runInContext('missing', context));
attempt(() => vm.runInContext('globalThis.b + Math.max(1, 2) + this.b', context));
attempt(() => vm.runInNewContext('this.a = 1; b; var c = 3; c', { b: 2 }));
attempt(() => vm.runInNewContext('"use strict"; class Bar { static x = 1 }; Bar.x'));
attempt(() => vm.runInNewContext('"use strict"; undeclared = 1'));
attempt(() => vm.compileFunction('return a + b + shared', ['a', 'b'])(1, 2));
attempt(() => vm.compileFunction('return x + y', ['y'], { contextExtensions: [{ x: 4 }] })(1));
attempt(() => vm.compileFunction('return b', [], { parsingContext: context })());
attempt(() => vm.isContext(context) && !vm.isContext({}));
attempt(() => vm.isContext(5));
attempt(() => vm.runInContext('1', {}));
attempt(() => new vm.Script('let a b', { filename: 'x.js' }));
attempt(() => new vm.Script('1', 5));
attempt(() => vm.createContext({}, { name: 5 }));
attempt(() => new vm.Script('1').runInThisContext({ timeout: -1 }));
for (const run of [() => new vm.Script('let a b', { filename: 'x.js' }), () => vm.runInThisContext('\n throw new Error("q")', { filename: 'f.js', lineOffset: 5 }),
                   () => vm.runInContext('\nthrow new Error("in a context")', context, 'my.js')]) {
  try {
    run();
  } catch (error) {
    console.log(error.stack.split('\n').slice(0, 5).join('\n'));
  }
}
