// Flags: --test-reporter=./fixtures/reporter.mjs
'use strict';

const assert = require('assert');
const { test, it, describe, suite } = require('node:test');

test('passes', () => {});
test('throws', () => { throw new TypeError('sync'); });
test('rejects', async () => { throw new Error('async'); });
test('a string', () => { throw 'thrown'; });
test('a symbol', async () => { throw Symbol('sign'); });
test('assertion', () => assert.strictEqual(1, 2));
test('callback', (t, done) => setImmediate(done));
test('callback fails', (t, done) => setImmediate(done, new Error('by callback')));
test('callback and promise', async (t, done) => done());
test('callback twice', (t, done) => { done(); done(); });
test('late', () => { setTimeout(() => { throw new Error('after the end'); }, 5); });
test('uncaught', () => new Promise((resolve) => { setTimeout(() => { throw new Error('while running'); }, 1); setTimeout(resolve, 20); }));
test('unhandled', () => { Promise.reject(new Error('nobody handles it')); return new Promise((resolve) => setTimeout(resolve, 5)); });
// This script tests the report of skipped tests and of those that are to do.
test.skip('skipped', () => { throw new Error('never'); });
test('skipped with a reason', { skip: 'because' }, () => {});
test('skips itself', (t) => { t.skip('itself'); });
test.todo('to do', () => { throw new Error('not yet'); });
test('will do', (t) => { t.todo('some day'); });
test('expected to fail', { expectFailure: 'known bug' }, () => { throw new Error('as expected'); });
test('expected in vain', { expectFailure: true }, () => {});
test('fails otherwise', { expectFailure: /this/ }, () => { throw new Error('that'); });
test(function named() {});
test(() => {});
test();
test('times out', { timeout: 5 }, () => new Promise((resolve) => setTimeout(resolve, 500).unref()));
test('aborted', { signal: AbortSignal.abort() }, () => {});
test('diagnostics', (t) => { t.diagnostic('said'); console.log(t.name, t.fullName); });

test('subtests', async (t) => {
  await t.test('first', (t) => { console.log(t.fullName); });
  await t.test('second', async (t) => {
    await t.test('inner', () => { throw new Error('deep'); });
  });
  t.test('not awaited', () => {});
});
test('subtests that come too late', (t) => { setTimeout(() => t.test('too late', () => {}), 1); });

describe('suite', () => {
  it('one', () => {});
  it('two', { todo: true }, () => {});
  suite('nested', () => { it('three', async () => { await null; throw new Error('three'); }); });
});
describe('suite that throws', () => { it('never', () => {}); throw new Error('building'); });
describe('asynchronous suite', async () => {
  await null;
  it('later', () => {});
});
describe('concurrent', { concurrency: true }, () => {
  it('slow', () => new Promise((resolve) => setTimeout(resolve, 10)));
  it('fast', () => {});
});
