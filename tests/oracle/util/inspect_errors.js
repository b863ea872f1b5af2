'use strict';
// Errors in util.inspect: names, causes, own properties, changed stacks. No frame of this machine is printed.

const { inspect } = require('util');

function fake(error, frames = ['at a (/x/a.js:1:2)', 'at b (/x/node_modules/pkg/b.js:3:4)']) {
  const header = `${error.stack.split('\n    at')[0]}`;
  error.stack = [header, ...frames.map((frame) => `    ${frame}`)].join('\n');
  return error;
}

class Custom extends Error {}
const named = fake(new TypeError('named'));
named.name = 'Renamed';
const withProps = fake(Object.assign(new Error('props'), { code: 'X', detail: { a: [1] } }));
const cause = fake(new Error('cause'));
const many = Array.from({ length: 12 }, (_, i) => `at f${i % 3} (/x/r.js:${i % 3}:1)`);
const bare = new Error('no stack');
bare.stack = undefined;

for (const error of [
  fake(new Error('plain')), fake(new Custom('custom')), named, withProps,
  fake(new Error('outer', { cause })), fake(new Error('outer', { cause: { not: 'an error' } })),
  fake(new AggregateError([fake(new Error('one')), 2], 'many')), fake(new Error('recursion'), many), bare,
  fake(Object.setPrototypeOf(new RangeError('no prototype'), null)), fake(new Error('two\nlines')),
]) {
  console.log(inspect(error));
  console.log(inspect({ error }));
  console.log(inspect(error, { colors: true, compact: false }));
}
