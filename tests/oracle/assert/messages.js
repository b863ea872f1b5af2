'use strict';
// The complete messages of failing assertions.

const assert = require('assert');

const attempt = (fn) => {
  try {
    fn();
    console.log('passed');
  } catch (error) {
    console.log(error.name, error.code, error.operator, error.generatedMessage);
    console.log(error.message);
  }
};

const long = Array.from({ length: 40 }, (_, i) => i);
attempt(() => assert(0));
attempt(() => assert.ok(typeof 1 === 'string'));
attempt(() => assert.ok(/\)/.test('x')));
attempt(() => assert());
attempt(() => assert.ok(false, 'own message'));
attempt(() => assert.equal(1, 2));
attempt(() => assert.strictEqual(1, 2));
attempt(() => assert.strictEqual('a long string that differs at its end', 'a long string that differs at its and'));
attempt(() => assert.strictEqual([1], [1]));
attempt(() => assert.strictEqual(NaN, 0, 'why not'));
attempt(() => assert.notStrictEqual(1, 1));
attempt(() => assert.deepEqual({ a: 1 }, { a: 2 }));
attempt(() => assert.notDeepEqual({ a: 1 }, { a: 1 }));
attempt(() => assert.deepStrictEqual({ a: 1, b: { c: [1, 2] } }, { a: 1, b: { c: [1, '2'] } }));
attempt(() => assert.deepStrictEqual(long, [...long.slice(0, 20), 'x', ...long.slice(21)]));
attempt(() => assert.deepStrictEqual(new Map([[1, { a: 1 }]]), new Map([[1, { a: 2 }]])));
attempt(() => assert.deepStrictEqual(new Set([1, 2]), new Set([1, 3])));
attempt(() => assert.deepStrictEqual(-0, 0));
attempt(() => assert.notDeepStrictEqual([1], [1]));
attempt(() => assert.partialDeepStrictEqual({ a: 1, b: 2 }, { a: 2 }));
attempt(() => assert.partialDeepStrictEqual([1, 2, 3], [1, 3]));
attempt(() => assert.throws(() => {}));
attempt(() => assert.throws(() => {}, TypeError, 'why'));
attempt(() => assert.throws(() => { throw new Error('x'); }, TypeError));
attempt(() => assert.throws(() => { throw new Error('x'); }, /y/));
attempt(() => assert.throws(() => { throw new Error('x'); }, { message: 'y', name: 'Error' }));
attempt(() => assert.throws(() => { throw new Error('x'); }, () => false));
attempt(() => assert.throws(() => { throw new Error('x'); }, 'x'));
attempt(() => assert.doesNotThrow(() => { throw new Error('x'); }, 'why'));
attempt(() => assert.ifError(new TypeError('x')));
attempt(() => assert.ifError(null));
attempt(() => assert.match('abc', /x/));
attempt(() => assert.doesNotMatch('abc', /b/));
attempt(() => assert.match(1, /x/));
attempt(() => assert.fail());
attempt(() => assert.fail('boom'));
attempt(() => assert.equal(1));
attempt(() => assert.strict.equal(1, '1'));
attempt(() => new assert.Assert({ diff: 'full' }).deepStrictEqual(long, [...long.slice(0, 39), 'x']));
attempt(() => assert.Assert());
assert.rejects(Promise.resolve(1)).catch((error) => console.log(error.message));
assert.rejects(() => 1).catch((error) => console.log(error.message));
assert.doesNotReject(Promise.reject(new Error('x'))).catch((error) => console.log(error.message));
