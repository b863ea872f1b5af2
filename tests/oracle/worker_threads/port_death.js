'use strict';
// A port closes when the worker with its other end is gone, for every way to end.
const { MessageChannel, Worker } = require('worker_threads');
const run = (text, act = () => {}) => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  const said = [];
  port1.on('message', (message) => said.push(message));
  port1.on('close', () => {
    console.log('closed', said);
    resolve();
  });
  const worker = new Worker(text, { eval: true, workerData: port2, transferList: [port2] });
  worker.on('error', (error) => said.push(error.message));
  act(worker);
});
(async () => {
  await run('require("worker_threads").workerData.postMessage("bye")');
  await run('require("worker_threads").workerData.close()');
  await run('require("worker_threads").workerData.postMessage("one"); process.exit()');
  await run('for (;;);', (worker) => worker.on('online', () => worker.terminate()));
  await run('0');
})();
