import { run } from 'node:test';
import reporter from './fixtures/reporter.mjs';

const files = ['first.test.js', 'second.test.mjs', 'plain.test.cjs'].map((name) => `${import.meta.dirname}/fixtures/${name}`);
const shorten = (text) => text.replaceAll(import.meta.dirname, '');

async function show(title, options) {
  console.log(title);
  for await (const line of run({ files, concurrency: false, ...options }).compose(reporter)) {
    // The order of these events depends on the start of processes.
    if (!/^test:(?:enqueue|dequeue|complete)/.test(line)) process.stdout.write(shorten(`${line}`));
  }
}
await show('all');
await show('by name', { testNamePatterns: ['/passes/'] });
await show('not by name', { testSkipPatterns: /passes/ });
await show('only', { only: true });
await show('shard', { shard: { index: 1, total: 3 } });
process.exitCode = 0;

for (const options of [null, { files: 1 }, { watch: 1 }, { concurrency: 'x' }, { shard: { index: 3, total: 2 } }, { testNamePatterns: [1] },
                       { isolation: 'x' }, { setup: 1 }, { cwd: 1 }, { argv: 'x' }, { files: ['a'], globPatterns: ['b'] },
                       { forceExit: true, watch: true }, { timeout: 'x' }, { randomSeed: -1 }]) {
  try {
    run(options);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
