'use strict';
function outer() {
  inner();
}
function inner() {
  process.emitWarning('with a constructor', 'W', 'C', inner);
}
process.on('warning', (warning) => console.log(warning.stack.split('\n').slice(0, 2).join('\n').replace(__dirname, 'DIR')));
outer();
