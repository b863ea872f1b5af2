'use strict';
// process.exit() in the main thread does not wait for workers.
const { Worker } = require('worker_threads');
const worker = new Worker('for (;;);', { eval: true });
new Worker('process.on("exit", () => console.log("never")); setInterval(() => {}, 1e6)', { eval: true });
worker.on('exit', () => console.log('never'));
worker.on('online', () => {
  process.on('exit', (code) => console.log('exit', code));
  process.exit(5);
});
