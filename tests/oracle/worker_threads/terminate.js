'use strict';
// terminate() ends a worker at any point.
const { Worker } = require('worker_threads');
const programs = {
  parked: 'setInterval(() => {}, 1e6)',
  loop: 'for (;;);',
  ops: 'const fs = require("fs"); for (;;) fs.existsSync("/")',
  microtasks: '(async () => { for (;;) await 0 })()',
  ticks: '(function again() { process.nextTick(again) })()',
  waits: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
  caught: 'for (;;) { try { for (;;); } catch {} finally { for (;;); } }',
  listens: 'require("worker_threads").parentPort.on("message", () => {}); process.on("exit", () => console.log("never"))',
};
(async () => {
  for (const name in programs) {
    const worker = new Worker(programs[name], { eval: true });
    await new Promise((resolve) => worker.once('online', resolve));
    const first = worker.terminate();
    const second = worker.terminate();
    console.log(name, await first, await second, await worker.terminate(), worker.threadId);
  }
  const early = new Worker('setTimeout(() => console.log("never"), 2000)', { eval: true });  // its thread may have begun
  early.on('exit', () => console.log('early'));
  await early.terminate();
  const over = new Worker('0', { eval: true });
  await new Promise((resolve) => over.on('exit', resolve));
  console.log(await over.terminate(), over.postMessage(1), over.ref(), over.unref(), over.resourceLimits);
})();
