'use strict';
// util.format: each directive with each kind of value.

const { format, formatWithOptions } = require('util');

class WithToString { toString() { return 'mine'; } }
const values = [1, -0, 5n, 's', null, undefined, true, Symbol('q'), [1, [2, [3]]], { a: { b: { c: 1 } } }, () => 1,
                class A {}, new WithToString(), new Map([[1, 2]]), new Date(0), '42abc', Object.create(null),
                { [Symbol.toPrimitive]: () => 'primitive' }];
for (const directive of ['%s', '%d', '%i', '%f', '%j', '%O', '%c|', '%%', '%x', '%']) {
  for (const value of values) {
    try {
      console.log(format(`[${directive}]`, value));
      console.log(format(`${directive} ${directive}`, value, 'rest'));
    } catch (error) {
      console.log(`${error}`);
    }
  }
}
const loop = {};
loop.loop = loop;
console.log(format('%j', loop), format('%s only'), format(1, 'a', {}), format('100%', 1), format());
console.log(formatWithOptions({ colors: true }, '%s %O', 'a', { b: 1 }, 2));
