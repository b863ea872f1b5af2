'use strict';
const { format, formatWithOptions, stripVTControlCharacters } = require('util');
const generator = require('./fixtures/random_values');

const parts = ['%s', '%d', '%i', '%f', '%j', '%o', '%O', '%c', '%%', '%x', '%', ' ', 'text', '%s%s', '%5d'];
for (let seed = 1; seed <= 1500; seed++) {
  const { value, int, pick, next, options } = generator(seed * 7919);
  let template = '';
  for (let i = int(5); i >= 0; i--) template += pick(parts);
  const args = Array.from({ length: int(5) }, () => value(2));
  if (next() < 0.8) args.unshift(template);
  let text;
  try {
    text = next() < 0.8 ? format(...args) : stripVTControlCharacters(formatWithOptions(options(), ...args));
  } catch (error) {
    text = `THROWS ${error.name} ${error.message}`;
  }
  console.log(`#${seed} ${JSON.stringify(template)}\n${text}`);
}
