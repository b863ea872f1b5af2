'use strict';

// --experimental-test-coverage: the table, lcov, thresholds, globs, one process and several, run().

const { spawnSync } = require('child_process');
const path = require('path');
const { run } = require('node:test');

const cwd = path.join(__dirname, 'fixtures', 'covered');
const steady = (text) => text.replace(/\(?\d+(\.\d+)?ms\)?/g, 'MS').replace(/duration_ms.*/g, 'duration_ms');

for (const options of [
  ['--test-reporter=spec', 'one.test.js'],
  ['--test-reporter=tap', '--test-coverage-exclude=none'],
  ['--test-reporter=lcov', 'one.test.js', 'two.test.mjs'],
  ['--test-reporter=spec', '--test-coverage-include=**/lib.js', '--test-coverage-lines=99', '--test-coverage-branches=10', 'one.test.js'],
  ['--test-reporter=tap', '--test-isolation=none', 'one.test.js', 'two.test.mjs'],
  ['--test-coverage-functions=101', 'one.test.js'],
]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--test', '--experimental-test-coverage', ...options], { cwd, encoding: 'utf8' });
  console.log(options.join(' '), status, stderr.split('\n').find((line) => line.includes('Error')));
  console.log(steady(stdout));
}
const alone = spawnSync(process.execPath, ['--experimental-test-coverage', '--test-reporter=lcov', 'one.test.js'], { cwd, encoding: 'utf8' });
console.log(alone.status, alone.stdout);

const stream = run({ files: [path.join(cwd, 'one.test.js')], cwd, coverage: true, lineCoverage: 100 });
stream.on('test:coverage', ({ summary }) => {
  const { files: [{ path: file, functions, branches, lines, ...counts }], totals, thresholds } = summary;
  console.log(path.basename(file), functions, branches.length, lines.length, counts, totals, thresholds);
});
stream.on('test:summary', ({ success }) => console.log(success));
stream.resume();
for (const options of [{ coverage: 1 }, { coverageExcludeGlobs: [1] }, { lineCoverage: 101 }]) {
  try { run(options); } catch (error) { console.log(error.code, error.message); }
}
