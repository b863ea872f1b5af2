'use strict';
// util.inspect of every kind of value, under options that change the layout.

const { inspect } = require('util');

class Foo { constructor() { this.a = 1; } }
class FooMap extends Map {}
class Tagged { get [Symbol.toStringTag]() { return 'Tag'; } }
const circular = { a: {} };
circular.a.b = circular;
circular.c = circular.a;

const values = [
  1, -0, 5n, 's', "it's", 'a\nb\n'.repeat(30), null, undefined, true, Symbol('x y'), NaN, 1e21,
  [], {}, [1, , 3], Array(3), Array.from({ length: 120 }, (_, i) => i), ['a', 'bb', 'ccc', 'dddd', 'e', 'f', 'g', 'h'],
  new Foo(), new FooMap([[1, { a: { b: {} } }]]), new Tagged(), circular, new Set([1, [2, { a: 3 }]]),
  new Map([[{ a: 1 }, 'b']]), function f() {}, class Q extends Foo {}, () => {}, async () => {}, function* g() {},
  new Date(0), new Date(NaN), /a[b-c]+/giu, new Uint8Array(5), new Float64Array([1.5, 2]), new ArrayBuffer(3),
  new DataView(new ArrayBuffer(3)), Promise.resolve({ a: 1 }), new Promise(() => {}), new WeakSet(), new WeakMap(),
  Object.create(null), Object.create(Foo.prototype), new Proxy({ a: 1 }, {}), new Proxy(function h() {}, {}),
  { get a() { return 1; }, set a(v) {}, get b() { return { x: 1 }; }, set c(v) {} },
  { a: { b: { c: { d: 1 } } } }, Object.assign([1, 2], { x: 1 }), Object.assign(() => {}, { a: 1 }),
  new String('abc'), Object(1), Object(Symbol('q')), { 'a-b': 1, [Symbol('s')]: 2, 3: 4 },
  (function() { return arguments; })(1, 2), Math, JSON, [['a', ['b', ['c', ['d']]]]],
  Object.setPrototypeOf(new Map([[1, 2]]), null), Object.setPrototypeOf(new Uint8Array(3), null),
  { [inspect.custom](depth, options, i) { return i({ depth, same: i === inspect }); } },
  { nested: { [inspect.custom]() { return 'two\nlines'; } } },
  ['日本語', '中文字', 'a', 'b', 'c', 'd', 'e', 'f'], Buffer.from('hello'), 123456.789, 'tab\tq\u001b\ud800x',
];
const optionSets = [
  {}, { depth: 0 }, { depth: null }, { compact: false }, { compact: true }, { compact: 1 }, { breakLength: 40 },
  { colors: true }, { sorted: true, depth: 5 }, { getters: true }, { maxArrayLength: 2 }, { maxStringLength: 5 },
  { numericSeparator: true }, { showProxy: true }, { breakLength: Infinity },
];
for (const options of optionSets) {
  console.log(inspect(options));
  for (const value of values) {
    console.log(inspect(value, options));
    console.log(inspect({ value, list: [value] }, options));
  }
}
