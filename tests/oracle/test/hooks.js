// Flags: --test-reporter=./fixtures/reporter.mjs
'use strict';

const { test, it, describe, before, after, beforeEach, afterEach } = require('node:test');

const log = (what) => function() { console.log(what, this?.name); };

before(log('root before'));
after(log('root after'));
beforeEach(log('root beforeEach'));
afterEach(log('root afterEach'));

describe('outer', () => {
  before(log('outer before'));
  after(log('outer after'));
  beforeEach(log('outer beforeEach'));
  afterEach(log('outer afterEach'));
  it('a', () => console.log('a'));
  describe('inner', () => {
    beforeEach(log('inner beforeEach'));
    afterEach(log('inner afterEach'));
    it('b', () => console.log('b'));
    it('c', { skip: true }, () => console.log('never'));
  });
});

test('own hooks', async (t) => {
  t.before(log('t before'));
  t.beforeEach(log('t beforeEach'));
  t.afterEach(log('t afterEach'));
  t.after(log('t after'));
  await t.test('sub', () => console.log('sub'));
});

describe('before fails', () => {
  before(() => { throw new Error('before'); });
  it('never', () => {});
});
describe('beforeEach fails', () => {
  beforeEach(() => { throw new Error('beforeEach'); });
  it('fails', () => {});
  it('fails too', () => {});
});
describe('afterEach fails', () => {
  afterEach(async () => { throw new Error('afterEach'); });
  it('fails', () => {});
});
describe('after fails', () => {
  after((done) => setImmediate(done, new Error('after')));
  it('passes', () => {});
});
describe('a hook takes too long', () => {
  beforeEach(() => new Promise((resolve) => setTimeout(resolve, 500).unref()), { timeout: 5 });
  it('fails', () => {});
});
test('the test has failed when hooks run', async (t) => {
  t.afterEach((t) => console.log(t.name, t.passed, t.error?.cause.message));
  await t.test('good', () => {});
  await t.test('bad', () => { throw new Error('bad'); });
});
