'use strict';
const assert = require('assert');
const attempt = (run) => {
  try {
    console.log('passes', run());
  } catch (error) {
    console.log(error.name, error.code, error.message, error.operator, error.generatedMessage);
  }
};
for (const run of [() => assert(), () => assert(0), () => assert.ok(null, 'own'), () => assert.ok(false, new TypeError('own error')), () => assert.equal(1, 2), () => assert.equal(1), () => assert.equal(NaN, NaN), () => assert.notEqual(1, 1), () => assert.notEqual('a', 'b'), () => assert.fail(), () => assert.fail('own'), () => assert.fail(new Error('given')),
                   () => assert.ifError(null), () => assert.ifError(undefined), () => assert.ifError(0), () => assert.ifError(new Error('e')), () => assert.ifError('text'), () => assert.match('abc', /x/), () => assert.match(5, /x/), () => assert.match('abc', 'x'), () => assert.doesNotMatch('abc', /b/), () => assert.strictEqual(1, 2, 'own'), () => assert.strictEqual(-0, 0), () => assert.strictEqual([1], [1]),
                   () => assert.notStrictEqual(1, 1), () => assert.deepEqual([1], ['1']), () => assert.deepStrictEqual(new Set([1]), new Set([2])), () => assert.partialDeepStrictEqual({ a: 1, b: 2 }, { a: 1 }), () => assert.partialDeepStrictEqual([1, 2], [2, 1]), () => assert.strict === assert.strict.strict, () => assert.strict.equal(1, '1'), () => new assert.AssertionError(), () => new assert.AssertionError({ message: 'm' }).code,
                   () => new assert.AssertionError({ actual: 1, expected: 2, operator: 'strictEqual' }).message, () => new assert.AssertionError({ actual: 1, expected: 2, operator: 'custom' }).message, () => new assert.Assert({ diff: 'x' }), () => new assert.Assert().ok(0), () => assert.Assert()]) attempt(run);
