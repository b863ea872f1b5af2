'use strict';

const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(__dirname, 'vitest-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
write('vitest.config.mjs', 'export default { test: { cache: false, watch: false } };');
write('sum.ts', 'export const sum = (a: number, b: number): number => a + b; export const call = (f: () => number) => f();');
write('a.test.ts', `import { describe, it, expect, vi, beforeEach } from 'vitest';
import { sum, call } from './sum';
vi.mock('./sum', async (original) => ({ ...(await original<object>()), sum: vi.fn(() => 42) }));
describe('all', () => {
  beforeEach(() => { vi.clearAllMocks(); });
  it('mocks', () => { expect(sum(1, 2)).toBe(42); expect(sum).toHaveBeenCalledWith(1, 2); });
  it('spies', () => { const o = { f: () => 1 }; const spy = vi.spyOn(o, 'f').mockReturnValue(7); expect(call(o.f)).toBe(7); expect(spy).toHaveBeenCalledTimes(1); });
  it('fakes time', () => { vi.useFakeTimers(); let t = 0; setTimeout(() => { t = 1; }, 1000); vi.advanceTimersByTime(1000); expect(t).toBe(1); vi.useRealTimers(); });
  it('snapshots', () => { expect({ a: [1, 'x'] }).toMatchInlineSnapshot(\`
    {
      "a": [
        1,
        "x",
      ],
    }
  \`); });
  it.each([[1, 1], [2, 4]])('%i squared', (a, b) => expect(a * a).toBe(b));
  it('fails', () => expect({ a: 1 }).toEqual({ a: 2 }));
  it.skip('skipped', () => {});
});`);
for (const pool of ['forks', 'threads']) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(path.dirname(require.resolve('vitest/package.json')), 'vitest.mjs'), 'run', '--pool', pool, '--reporter', 'json', '--root', folder], { cwd: folder, encoding: 'utf8', timeout: 100_000 });
  const start = stdout.indexOf('{');
  if (start < 0) { console.log(pool, status, stdout, stderr); continue; }
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(stdout.slice(start));
  console.log(pool, status, { numPassedTests, numFailedTests, numPendingTests }, testResults[0].assertionResults.map(({ status: s, title, failureMessages }) => [s, title, failureMessages?.[0]?.split('\n')[0]]));
}
