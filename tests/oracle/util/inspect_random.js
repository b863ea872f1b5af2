'use strict';
const { inspect } = require('util');
const generator = require('./fixtures/random_values');

for (let seed = 1; seed <= 2000; seed++) {
  const { value, options } = generator(seed);
  const given = value(4);
  const how = options();
  let text;
  try {
    text = inspect(given, how);
  } catch (error) {
    text = `THROWS ${error.name} ${error.message}`;
  }
  console.log(`#${seed} ${JSON.stringify(how)}\n${text}`);
}
