'use strict';
const assert = require('assert');
const attempt = (name, run) => {
  try {
    run();
    console.log(name, 'passes');
  } catch (error) {
    console.log(name, error.name, error.code, error.message, error.generatedMessage, error.operator);
  }
};
const thrower = () => { throw Object.assign(new TypeError('bad value'), { code: 'E_BAD', n: 5 }); };
attempt('nothing', () => assert.throws(() => {}));
attempt('nothing with class', () => assert.throws(() => {}, TypeError));
attempt('nothing with message', () => assert.throws(() => {}, 'own'));
attempt('class', () => assert.throws(thrower, TypeError));
attempt('other class', () => assert.throws(thrower, RangeError));
attempt('regexp', () => assert.throws(thrower, /bad/));
attempt('other regexp', () => assert.throws(thrower, /good/));
attempt('object', () => assert.throws(thrower, { name: 'TypeError', message: /bad/, code: 'E_BAD' }));
attempt('other object', () => assert.throws(thrower, { name: 'TypeError', message: 'good', n: 6 }));
attempt('missing property', () => assert.throws(thrower, { nope: 1 }));
attempt('empty object', () => assert.throws(thrower, {}));
attempt('error', () => assert.throws(thrower, new TypeError('bad value')));
attempt('validate', () => assert.throws(thrower, (error) => error.n === 5));
attempt('validate false', () => assert.throws(thrower, () => false));
attempt('validate named', () => assert.throws(thrower, function check() { return 'yes'; }, 'with message'));
attempt('message', () => assert.throws(thrower, 'bad value'));
attempt('not a function', () => assert.throws('x'));
attempt('bad expected', () => assert.throws(thrower, 5));
attempt('primitive thrown', () => assert.throws(() => { throw 'text'; }, /text/));
attempt('primitive with object', () => assert.throws(() => { throw null; }, { a: 1 }));
attempt('doesNotThrow', () => assert.doesNotThrow(thrower));
attempt('doesNotThrow class', () => assert.doesNotThrow(thrower, TypeError, 'own'));
attempt('doesNotThrow other', () => assert.doesNotThrow(thrower, RangeError));
