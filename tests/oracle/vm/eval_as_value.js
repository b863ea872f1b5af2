'use strict';

// A context's eval, called as a value, evaluates in that context. Called by its name, it sees local variables.

const vm = require('vm');

globalThis.where = 'outside';
const context = vm.createContext({ where: 'inside' });
const held = vm.runInContext('eval', context);
console.log(held.name, held('where'), held('var made = 1; made + 1'), context.made, held(12), typeof held('globalThis'));
context.eval = held;
console.log(vm.runInContext('(function () { var local = "local"; return eval("local + where") })()', context));
console.log(vm.runInContext('globalThis.eval("where")', vm.createContext({ where: 'another' })));
try {
  held('missing_name');
} catch (error) {
  console.log(error.name, error.message);
}
try {
  held('let = ;');
} catch (error) {
  console.log(error.name);
}
console.log(eval('where'), typeof made);
