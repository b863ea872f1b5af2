import assert from 'node:assert';
const value = { a: 1 };
assert.ok(value.a === 2);
