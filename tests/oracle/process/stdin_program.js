'use strict';
const { spawnSync } = require('child_process');
const mask = (text) => `${text}`.replace(/^\s+at .*\n/gm, '').replace(/^Node\.js v.*\n/gm, '').replace(/^ *\^+$/gm, '^');
for (const [args, input] of [[[], 'console.log(__filename, require.main === module, process.argv.length)'], [['-'], 'console.log("dash", process.argv.length)'], [['-', 'a'], 'console.log(process.argv[2])'], [[], 'throw new TypeError("from stdin")'], [['-p'], '1 + 1'], [['--input-type=module'], 'console.log(import.meta.url.slice(0, 7), typeof require)'], [[], 'import fs from "fs"; console.log(typeof fs.readFileSync)'], [[], '']]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { input, env: { ...process.env, NO_COLOR: '1' } });
  console.log(args, status, `${stdout}`, mask(stderr));
}
