// Flags: --test-reporter=./fixtures/reporter.mjs
'use strict';

const { test, assert } = require('node:test');

test('met', (t) => { t.plan(2); t.assert.ok(true); t.assert.strictEqual(1, 1); });
test('not met', (t) => { t.plan(2); t.assert.ok(true); });
test('too many', (t) => { t.plan(1); t.assert.ok(true); t.assert.ok(true); });
test('as an option', { plan: 1 }, (t) => { t.assert.equal(1, 1); });
test('subtests count', async (t) => { t.plan(1); await t.test('sub', () => {}); });
test('twice', (t) => { t.plan(1); t.plan(2); });
test('waits', (t) => { t.plan(1, { wait: true }); setTimeout(() => t.assert.ok(true), 5); });
test('waits in vain', (t) => { t.plan(1, { wait: 5 }); });
test('bad', (t) => {
  for (const args of [['1'], [-1], [1, null], [1, { wait: 'x' }], [1, { wait: -1 }]]) {
    try {
      t.plan(...args);
    } catch (error) {
      console.log(error.code, error.message);
    }
  }
});
test('methods', (t) => { console.log(Object.keys(t.assert).sort().join()); });
assert.register('isEven', function(n) { console.log(this.name); if (n % 2) throw new Error('odd'); });
test('registered', (t) => { t.plan(1); t.assert.isEven(2); });
test('waitFor', async (t) => {
  let calls = 0;
  console.log(await t.waitFor(() => { if (++calls < 3) throw new Error('not yet'); return calls; }, { interval: 1 }));
  await t.assert.rejects(t.waitFor(() => { throw new Error('never'); }, { interval: 1, timeout: 10 }), (error) => {
    console.log(error.message, error.cause.message);
    return true;
  });
});
