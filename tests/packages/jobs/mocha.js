'use strict';

const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const Mocha = require('mocha');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mocha-'));
fs.writeFileSync(path.join(folder, 'a.test.js'), `const assert = require('assert');
describe('outer', function() {
  before(() => console.log('before')); afterEach(function() { console.log('after', this.currentTest.title); });
  it('passes', () => assert.ok(1)); it('passes later', async () => { await null; }); it('with done', (done) => setTimeout(done, 5));
  it('fails', () => assert.deepStrictEqual({ a: 1, b: [1] }, { a: 1, b: [2] })); it.skip('skipped', () => {}); it('pending');
  it('too slow', function(done) { this.timeout(20); }); context('inner', () => { it('throws', () => { throw new RangeError('thrown'); }); });
});`);
fs.writeFileSync(path.join(folder, 'b.test.mjs'), "import assert from 'node:assert'; describe('esm', () => { it('works', () => assert.equal(1, 1)); });");
const clean = (text) => text.replaceAll(folder, 'FOLDER').replace(/ \(\d+m?s\)/g, '').replace(/"?duration"?: ?\d+,?/g, '').replace(/^ +at .*\n/gm, '');
for (const args of [['--reporter', 'spec'], ['--reporter', 'tap', '--grep', 'passes'], ['--bail', '--reporter', 'dot'], ['--parallel', '--jobs', '2', '--reporter', 'min', '--grep', 'works|passes'], ['--no-such-file', 'none.js']]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [require.resolve('mocha/bin/mocha.js'), ...args, ...(args[0] === '--no-such-file' ? [] : ['*.test.*'])], { cwd: folder, encoding: 'utf8' });
  console.log(args, status, clean(stdout), clean(stderr));
}
const mocha = new Mocha({ reporter: 'json', ui: 'tdd' });
const suite = Mocha.Suite.create(mocha.suite, 'by hand');
suite.addTest(new Mocha.Test('runs', () => {}));
mocha.reporter(class { constructor(runner) { runner.on('pass', (test) => console.log('pass', test.fullTitle())).on('end', () => console.log(runner.stats.passes)); } });
mocha.run((failures) => console.log('failures', failures));
try {
  new Mocha({ ui: 'no-such-ui' });
} catch (error) {
  console.log(error.code, error.message);
}
