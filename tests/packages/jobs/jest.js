'use strict';

const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'jest-')));
const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
write('package.json', '{"name": "x", "jest": {"testEnvironment": "node", "transform": {}}}');
write('sum.js', 'exports.sum = (a, b) => a + b; exports.twice = (f) => { f(); f(); }; exports.later = () => new Promise((r) => setTimeout(r, 10000, "late"));');
write('other.js', 'module.exports = () => require("./sum").sum(1, 2);');
write('a.test.js', `const { sum, twice, later } = require('./sum');
jest.mock('./sum', () => ({ ...jest.requireActual('./sum'), sum: jest.fn((a, b) => a * b) }));
describe('all', () => {
  beforeEach(() => jest.clearAllMocks());
  test('mocked', () => { expect(require('./other')()).toBe(2); expect(sum).toHaveBeenCalledWith(1, 2); });
  test('fn', () => { const f = jest.fn().mockReturnValueOnce(3); twice(f); expect(f.mock.calls).toHaveLength(2); expect(f.mock.results[0].value).toBe(3); });
  test('fake timers', async () => { jest.useFakeTimers(); const p = later(); jest.advanceTimersByTime(10000); await expect(p).resolves.toBe('late'); jest.useRealTimers(); });
  test('instances', () => { expect([1, { a: new Map([[1, 2]]) }]).toEqual([1, { a: new Map([[1, 2]]) }]); expect(() => null.x).toThrow(TypeError); expect([]).toBeInstanceOf(Array); expect(Buffer.from('x')).toBeInstanceOf(Uint8Array); });
  test.each([[1, 2, 2], [2, 3, 6]])('%i by %i', (a, b, c) => expect(sum(a, b)).toBe(c));
  test('snapshot', () => { expect({ a: [1, 'x'] }).toMatchSnapshot(); expect('in').toMatchInlineSnapshot('"in"'); });
  // This job tests the report of failing, skipped and to-do tests.
  test('fails', () => expect({ a: 1, b: [1, 2] }).toEqual({ a: 1, b: [1, 3] })); test.skip('skipped', () => {}); test.todo('todo');
});`);
write('b.test.js', "globalThis.leak = 1; test('isolated', () => { expect(globalThis.leak).toBe(1); });");
write('c.test.js', "test('own global', () => { expect(globalThis.leak).toBeUndefined(); });");
const clean = (text) => text.replaceAll(folder, 'FOLDER').replace(/ ?\(?\d+(\.\d+)? m?s\)?(, estimated \d+ s)?/g, '').replace(/^ +at .*\n/gm, '');
for (const args of [['--runInBand', '--ci=false'], ['--runInBand', '--json', '-t', 'fn'], ['-w', '2', 'b.test', 'c.test'], ['--runInBand', 'no-such-test']]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(path.dirname(require.resolve('jest/package.json')), 'bin/jest.js'), '--no-color', '--no-watchman', '--cacheDirectory', path.join(folder, 'cache'), ...args], { cwd: folder, encoding: 'utf8' });
  if (args.includes('--json')) { const { numPassedTests, numPendingTests, success } = JSON.parse(stdout); console.log({ numPassedTests, numPendingTests, success }); } else console.log(args, status, clean(stdout), clean(stderr).split('\n').sort().filter((line) => !/^(PASS|Time|RUNS)/.test(line)).join('\n'));
}
console.log(fs.readdirSync(path.join(folder, '__snapshots__')), fs.readFileSync(path.join(folder, '__snapshots__/a.test.js.snap'), 'utf8'));
