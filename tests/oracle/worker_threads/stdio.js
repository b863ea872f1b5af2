'use strict';
// The parent reads a worker's standard streams.
const { Worker } = require('worker_threads');
const worker = new Worker(`
  process.stdin.setEncoding('utf8');
  let got = '';
  process.stdin.on('data', (chunk) => { got += chunk; });
  process.stdin.on('end', () => {
    console.log('got ' + got);
    console.error('to stderr');
    process.stdout.write('no newline');
    process.stdout.write(Buffer.from([0xe2, 0x82]));
    process.stdout.write(Buffer.from([0xac]));
  });
  console.log(process.stdout.isTTY, process.stdin.constructor.name, process.stdout.constructor.name);
`, { eval: true, stdin: true, stdout: true, stderr: true });
const chunks = { stdout: [], stderr: [] };
for (const name of ['stdout', 'stderr']) {
  worker[name].on('data', (chunk) => chunks[name].push(chunk));
  worker[name].on('end', () => console.log(name, 'end', JSON.stringify(Buffer.concat(chunks[name]).toString())));
}
worker.stdin.write('one ');
setTimeout(() => worker.stdin.end('two'), 10);
worker.on('exit', (code) => console.log('exit', code, worker.stdin.writable, worker.stdout.readable));
