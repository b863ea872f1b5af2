'use strict';
const assert = require('assert');
const generator = require('../util/fixtures/random_values');

for (let seed = 1; seed <= 1200; seed++) {
  const { value, int, pick, next } = generator(seed * 104729, { comparable: true });
  const actual = value(3);
  // The same value again, the same value with a change, or another value.
  let expected;
  if (next() < 0.6) {
    const again = generator(seed * 104729, { comparable: true });
    expected = again.value(3);
    if (next() < 0.7 && typeof expected === 'object' && expected !== null) {
      try {
        const keys = Reflect.ownKeys(expected);
        if (keys.length > 0 && next() < 0.5) delete expected[pick(keys)];
        else expected.added = value(1);
      } catch {
        // A frozen object, or a proxy, refuses the change.
      }
    }
  } else {
    expected = value(3);
  }
  const method = pick(['deepStrictEqual', 'deepEqual', 'strictEqual', 'notDeepStrictEqual', 'notStrictEqual', 'equal', 'notEqual', 'partialDeepStrictEqual', 'notDeepEqual']);
  try {
    assert[method](actual, expected);
    console.log(`#${seed} ${method} passes`);
  } catch (error) {
    console.log(`#${seed} ${method} ${error.name} ${error.code}\n${error.message}`);
  }
}
