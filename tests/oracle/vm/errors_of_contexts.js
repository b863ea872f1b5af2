'use strict';

// Errors that code of a context throws: where they are said to be thrown, and how they are shown and cloned.

const assert = require('node:assert');
const util = require('node:util');
const vm = require('node:vm');

const context = vm.createContext({ rethrow() { const error = new Error('made before'); throw error; } });
const own = (stack) => stack.split('\n').filter((line) => !line.includes('node:') && !line.includes(__filename)).join('\n');
const show = (run) => {
  try {
    run();
  } catch (error) {
    console.log(typeof error?.stack === 'string' ? own(error.stack) : error);
  }
};

show(() => vm.runInContext('throw new Error("first")', context, 'a file.js'));
show(() => vm.runInContext('\n\tconst error = new RangeError("below");\n  throw error', context, { filename: 'ü.js', lineOffset: 3, columnOffset: 7 }));
show(() => vm.runInContext('function deep() { nothing.here; }\ndeep()', context, { filename: 'deep.js', columnOffset: 4 }));
show(() => vm.runInContext('throw new (class Own extends Error {})("of a class")', context, { displayErrors: false }));
show(() => vm.runInContext('throw 5', context));
show(() => vm.runInContext('throw { stack: "a stack" }', context, 'object.js'));
show(() => vm.runInContext('throw Object.freeze(new Error("frozen"))', context, 'frozen.js'));
show(() => vm.runInContext('eval("throw new Error(1)")', context, 'evals.js'));
show(() => vm.runInContext('new Function("throw new Error(2)")()', context, 'makes.js'));
show(() => new vm.Script('let a b', { filename: 'syntax.js' }));
show(() => new vm.Script('\n\n  const const = 3', { filename: 'syntax.js', lineOffset: 10, columnOffset: 5 }));
show(() => new vm.Script('return 1', { filename: 'plain:name', columnOffset: 9 }));
show(() => vm.runInThisContext('"unterminated', 'open.js'));
show(() => vm.compileFunction('let a b', [], { filename: 'function.js' }));
show(() => vm.compileFunction('throw new Error("inside")', [], { filename: 'function.js', parsingContext: context })());

const error = vm.runInContext('new TypeError("of a context", { cause: 1 })', context);
console.log(error instanceof Error, util.types.isNativeError(error), own(util.inspect(error)));
console.log(structuredClone(error) instanceof TypeError, structuredClone(vm.runInContext('({ map: new Map([[1, [2]]]) })', context)));
console.log(util.inspect(vm.runInContext('({ a: [1], m: new Map([[1, { b: 2 }]]), d: new Date(0), r: /x/, f() {}, c: class A {}, u: new Uint8Array(2), p: Promise.resolve(1), n: Object.create(null) })', context)));
console.log(util.isDeepStrictEqual(vm.runInContext('[1]', context), [1]), util.types.isDate(vm.runInContext('new Date()', context)), util.types.isPromise(vm.runInContext('(async () => {})()', context)));
assert.deepEqual(vm.runInContext('({ a: 1 })', context), { a: 1 });
assert.throws(() => vm.runInContext('throw new TypeError("x")', context), { name: 'TypeError', message: 'x' });
vm.runInContext('Error.prepareStackTrace = (error, sites) => `${error.message} prepared ${sites.length > 0}`', context);
console.log(vm.runInContext('new Error("own").stack', context));
