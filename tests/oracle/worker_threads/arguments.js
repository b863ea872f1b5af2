'use strict';
// Arguments that the constructor refuses.
const { Worker, SHARE_ENV } = require('worker_threads');
const tries = [
  [], [1], [null], [{}], ['a.js'], ['file:///a.js'], ['data:text/javascript,1'], [new URL('http://a/b.js')], [new URL('file:///a'), { eval: true }],
  ['0', { eval: true, env: 1 }], ['0', { eval: true, env: 'x' }], ['0', { eval: true, argv: 'x' }], ['0', { eval: true, execArgv: 'x' }],
  ['0', { eval: true, name: 1 }], ['0', { eval: true, name: {} }], ['0', { eval: true, workerData: 1, transferList: [1] }],
  ['0', { eval: true, execArgv: ['--bad', '--worse'] }], ['0', { eval: true, execArgv: ['--title=x'] }], ['0', { eval: true, execArgv: ['--expose-gc'] }],
  ['0', { eval: true, execArgv: ['--require'] }], ['0', { eval: true, env: { NODE_OPTIONS: '--title=x' } }], ['0', { eval: true, env: { NODE_OPTIONS: '--nope' } }],
];
for (const args of tries) {
  try {
    new Worker(...args).terminate();
    console.log('made');
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
try {
  Worker('0');
} catch (error) {
  console.log(error.name, error.message);
}
console.log(String(SHARE_ENV), Worker.length, Object.keys(new Worker('0', { eval: true })));
