'use strict';
// Loose, strict and partial equality of pairs of values, both ways.

const assert = require('assert');

const circularA = { x: 1 };
circularA.self = circularA;
const circularB = { x: 1 };
circularB.self = circularB;
const symbol = Symbol('s');
class A { constructor() { this.a = 1; } }
class B { constructor() { this.a = 1; } }

const values = [
  1, '1', 0, -0, NaN, null, undefined, true, 'a', 1n, symbol, {}, [], { a: 1 }, { a: '1' }, { a: 1, b: 2 }, [1], ['1'],
  [1, 2], [1, , 2], [1, undefined, 2], new A(), new B(), Object.assign(Object.create(null), { a: 1 }), circularA, circularB,
  new Set([1]), new Set(['1']), new Set([{ a: 1 }, { a: 2 }]), new Set([{ a: 2 }, { a: 1 }]), new Map([[1, 2]]),
  new Map([['1', 2]]), new Map([[{ a: 1 }, 1], [{ b: 1 }, 2]]), new Date(0), new Date(1), new Date(NaN), /a/g, /a/i,
  new Error('x'), new Error('y'), new TypeError('x'), new Error('x', { cause: 1 }), new Uint8Array([1, 2]),
  new Uint8Array([1, 2, 3]), new Int8Array([1, 2]), new Float32Array([0]), new Float32Array([-0]), new ArrayBuffer(2),
  Object(1), new String('a'), Object(true), { [symbol]: 1 }, { [symbol]: 2 }, new WeakSet(), Promise.resolve(1), () => {},
  Buffer.from('a'), new URL('http://a/b'), (function() { return arguments; })(1),
];
const works = (method, a, b) => {
  try {
    assert[method](a, b);
    return '1';
  } catch (error) {
    return error.code === 'ERR_ASSERTION' ? '0' : 'E';
  }
};
for (const method of ['deepEqual', 'deepStrictEqual', 'partialDeepStrictEqual']) {
  console.log(method);
  for (const a of values) console.log(values.map((b) => works(method, a, b)).join(''));
}
