'use strict';
// References that keep a program with workers alive.
const { Worker } = require('worker_threads');
const ends = new Worker(`
  const { parentPort } = require('worker_threads');
  const listener = () => {};
  parentPort.on('message', listener);
  setTimeout(() => parentPort.off('message', listener), 20);
  process.on('exit', () => parentPort.postMessage('over'));
`, { eval: true });
ends.on('message', (text) => console.log(text));
ends.on('exit', (code) => {
  console.log('exit', code);
  const worker = new Worker('setInterval(() => {}, 1e6)', { eval: true });
  worker.on('exit', () => console.log('never'));
  worker.on('online', () => {
    worker.unref();
    console.log('unref');
  });
});
process.on('exit', () => console.log('main over'));
