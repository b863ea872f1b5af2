'use strict';
// Text written just before process.exit() is not lost.
const { Worker } = require('worker_threads');
const worker = new Worker(`
  for (let i = 0; i < 200; i++) process.stdout.write('line ' + i + '\\n');
  process.on('exit', () => process.stdout.write('at exit\\n'));
  process.exit(2);
`, { eval: true, stdout: true });
let text = '';
worker.stdout.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
worker.on('exit', (code) => {
  const lines = text.split('\n');
  console.log(code, lines.length, lines[0], lines[199], lines[200]);
  new Worker('process.stdout.write("a"); process.stdout.write("b\\n"); console.error("c"); process.exit()', { eval: true });
});
