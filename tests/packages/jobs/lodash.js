'use strict';

const _ = require('lodash');

console.log(_.chunk([1, 2, 3, 4, 5], 2), _.groupBy(['one', 'two', 'three'], 'length'), _.sortBy([{ a: 2, b: 1 }, { a: 1, b: 2 }, { a: 1, b: 1 }], ['a', 'b']));
console.log(_.merge({ a: [{ b: 1 }] }, { a: [{ c: 2 }] }), _.get({ a: [{ b: { c: 3 } }] }, 'a[0].b.c'), _.set({}, ['x', '0', 'y'], 1), _.unset({ a: 1 }, 'a'));
const deep = { d: new Date(0), r: /x/g, m: new Map([[1, new Set([2])]]), b: Buffer.from('x'), t: new Uint8Array([1]), s: Symbol.for('s') };
console.log(_.isEqual(_.cloneDeep(deep), deep), _.cloneDeep(deep));
console.log(_(_.range(10)).filter((n) => n % 2).map((n) => n * n).take(3).value(), _.flow([_.add, (n) => n * 2])(1, 2));
console.log(_.camelCase('some text-here'), _.template('<% _.forEach(l, function(x) { %><i><%- x %></i><% }) %>')({ l: ['<', 'b'] }), _.words('aB cD'), _.deburr('déjà'));
let calls = 0;
const debounced = _.debounce(() => { calls++; }, 20);
debounced(); debounced(); debounced();
const memo = _.memoize((n) => { calls += 10; return n; });
memo(1); memo(1);
setTimeout(() => console.log('calls', calls), 100);
console.log(_.attempt(() => { throw new RangeError('attempted'); }).message, _.isError(new Error('x')), _.isPlainObject(Object.create(null)), _.isTypedArray(new Int8Array(1)));
try {
  _.template('<% if ( %>');
} catch (error) {
  console.log(error.name);
}
