'use strict';
const { spawnSync } = require('child_process');
const mask = (text) => `${text}`.replaceAll(process.execPath, 'NODE').replace(/^\s+at .*\n/gm, '').replace(/^Node\.js v.*\n/gm, '').replace(/node:internal.*\n(.*\n *\^\n)?/g, 'node:internal\n').replaceAll(__dirname, 'DIR').replace(/^ *\^+$/gm, '^');
for (const args of [['not-there.js'], ['--nope'], ['-e'], ['--eval'], ['-p', '({a: 1})'], ['-e', 'throw new Error("x")'], ['--input-type=nope', '-e', '1'], ['--input-type=module', '-e', 'throw new Error("m")'], ['--input-type=module', '-e', 'import "./nope.js"'], ['-p', '[1, 2].map(String)'], ['-pe', 'process.argv.length', 'a', 'b'],
                    ['--unhandled-rejections', '-e', '1'], ['-r', './nope', '-e', '1'], ['--import', './nope.mjs', '-e', '1'], ['--require'], ['--check', '/not/there.js'], ['--title=abc', '-p', 'process.title'], ['--disable-warning'], ['--no-warnings=1', '-e', '1'], ['-x'], ['--throw-deprecation', '-p', 'process.throwDeprecation']]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { input: '', env: { ...process.env, NO_COLOR: '1' } });
  console.log(args, status, `${stdout}`, mask(stderr));
}
