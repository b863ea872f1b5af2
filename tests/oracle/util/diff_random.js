'use strict';
const { diff } = require('util');
const generator = require('./fixtures/random_values');

const { int, pick, next } = generator(5);
for (let i = 0; i < 300; i++) {
  const make = () => Array.from({ length: int(12) + 1 }, () => pick(['a', 'b', 'c', 'line']));
  const a = make();
  const b = next() < 0.3 ? [...a, 'more'] : make();
  console.log(JSON.stringify(next() < 0.5 ? diff(a, b) : diff(a.join(''), b.join(''))));
}
for (const args of [[], [1, 2], ['a', 1], [['a'], 'a'], [['a', 1], ['a']]]) {
  try {
    console.log(diff(...args));
  } catch (error) {
    console.log(error.code, error.message);
  }
}
