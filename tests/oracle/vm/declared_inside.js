'use strict';

// Declarations within functions stay local, for every way in which statements end.

const vm = require('vm');

const context = vm.createContext({ seen: [], list: [3, 4] });
vm.runInContext(`
var first = 1
function outer() {
  var held = { a: 1 }
  if (held) { var inside = 2 }
  for (var key in held) seen.push(key)
  for (var item of list) { seen.push(item) }
  return inner()
  function inner() { return held.a + inside }
}
{ let hidden = 5; var shown = hidden }
(function () { var gone = 1; function never() { return gone } return never() })()
function last() { var a = \`\${first}\`; return a }
seen.push(outer(), last())
`, context);
console.log(context.seen, Object.keys(context));
for (const name of ['held', 'inner', 'inside', 'gone', 'never', 'hidden', 'item', 'key', 'a']) {
  console.log(name, vm.runInContext(`typeof ${name}`, context));
}
const wrapped = vm.runInContext('({"f": function(module) { module.exports = patch({}); function patch(fs) { var b = 1; fs.made = made; return fs\nfunction made() { return b } } }})', context);
const module_ = {};
wrapped.f(module_);
console.log(module_.exports.made());
