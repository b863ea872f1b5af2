'use strict';
// Workers of workers: they end with their parent.
const { Worker, isMainThread, parentPort, workerData, threadId } = require('worker_threads');
if (isMainThread) {
  const worker = new Worker(__filename, { workerData: 0 });
  worker.on('message', async (text) => {
    console.log(text);
    if (text !== 'depth 2 below 1') return;
    console.log(await worker.terminate());
    const exits = new Worker('new (require("worker_threads").Worker)("for (;;);", { eval: true }).on("online", () => process.exit(4))', { eval: true });
    exits.on('exit', (code) => console.log('exit', code));
  });
} else if (workerData < 2) {
  const inner = new Worker(__filename, { workerData: workerData + 1 });
  inner.on('message', (text) => parentPort.postMessage(workerData === 0 ? `${text} below 1` : text));
  if (threadId === 1) parentPort.postMessage(`depth ${workerData}`);
} else {
  parentPort.postMessage(`depth ${workerData}`);
  setInterval(() => {}, 1e6);
}
