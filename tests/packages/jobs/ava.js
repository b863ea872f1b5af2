'use strict';

const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(__dirname, 'ava-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
write('package.json', '{"name": "x", "type": "module"}');
write('a.test.js', `import test from 'ava';
test.before((t) => { t.context.x = 1; });
test('passes', (t) => { t.is(1, 1); t.deepEqual({ a: [1] }, { a: [1] }); t.true(t.context.x === 1); });
test('later', async (t) => { await t.throwsAsync(async () => { throw new TypeError('t'); }, { instanceOf: TypeError }); t.plan(1); });
test('macro', (t, a) => t.is(a, 2), 2);
test('fails', (t) => t.deepEqual({ a: 1, b: [1] }, { a: 1, b: [2] }));
// This job tests the report of skipped, to-do and failing tests.
test.skip('skipped', () => {}); test.todo('todo'); test.failing('known', (t) => t.fail());
test('snapshot', (t) => t.snapshot({ a: 1 }));`);
for (const args of [['--tap'], ['--tap', '--match', 'pass*'], ['--tap', '--no-worker-threads', '--match', 'later'], ['--tap', 'none.test.js']]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(path.dirname(require.resolve('ava')), 'cli.mjs'), ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, CI: '1' }, timeout: 60_000 });
  console.log(args, status, stdout.split('\n').filter((line) => /^(not )?ok|^# |^1\.\.|skip/.test(line)).map((line) => line.replace(/ok \d+/, 'ok')).sort(), stderr.replaceAll(folder, 'FOLDER'));
}
