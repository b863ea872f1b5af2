// Env: NO_COLOR=1
'use strict';

const { run } = require('node:test');
const { spec, tap, dot, junit } = require('node:test/reporters');

const files = [`${__dirname}/fixtures/first.test.js`, `${__dirname}/fixtures/second.test.mjs`];
const plain = (text) => text.replaceAll(__dirname, '').replace(/\([\d.e-]+ms\)/g, '(ms)').replace(/duration_ms:? [\d.e-]+/g, 'duration_ms')
  .replace(/ time="[^"]+"| timestamp="[^"]+"| hostname="[^"]+"/g, '').replace(/^\s*(?:at )?(?:async )?(?:[\w#.<> ]+ \(.*|node:\S+)\)?\n/gm, '')
  .replace(/^.*lines matching cause stack trace.*\n/gm, '').replace(/:\d+:\d+\) \{/g, ') {').replace(/^\s*(?:at )?\S+ \(?node:.*\n/gm, '');

(async () => {
  for (const make of [() => new spec(), () => tap, () => dot, () => junit]) {
    let text = '';
    for await (const chunk of run({ files, concurrency: false }).compose(make())) text += chunk;
    console.log(plain(text));
  }
  process.exitCode = 0;
})();
