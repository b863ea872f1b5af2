'use strict';
const assert = require('assert');
const generator = require('../util/fixtures/random_values');

const { int, pick, next } = generator(42);
const words = ['alpha', 'beta', 'gamma', 'delta', '\n', ' ', '\t', 'é', '日本', "'", '"', '😀'];
for (let i = 0; i < 200; i++) {
  let text = '';
  for (let n = int(60); n >= 0; n--) text += pick(words);
  let other = text;
  for (let n = int(3); n >= 0; n--) {
    const at = int(other.length + 1);
    other = other.slice(0, at) + (next() < 0.5 ? pick(words) : '') + other.slice(at + int(4));
  }
  for (const method of ['strictEqual', 'deepStrictEqual']) {
    try {
      assert[method](text, other);
      console.log(i, 'equal');
    } catch (error) {
      console.log(i, error.message);
    }
  }
}
