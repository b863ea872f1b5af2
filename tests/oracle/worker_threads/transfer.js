'use strict';
// A transferred object is detached in the sender and arrives in the worker.
const { Worker } = require('worker_threads');
const worker = new Worker('const { parentPort } = require("worker_threads"); parentPort.on("message", function got(m) { if (typeof m === "number") return; parentPort.off("message", got); const b = m.buffer ?? m; parentPort.postMessage(b, [b]) })', { eval: true });
const bytes = new Uint8Array([1, 2, 3, 4]);
for (const list of [[bytes], [1], [bytes.buffer, bytes.buffer], 1, 'x']) {
  try {
    worker.postMessage(1, list);
    console.log('posted');
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
worker.postMessage(bytes, { transfer: [bytes.buffer] });
console.log(bytes.length, bytes.buffer.detached);
worker.on('message', (buffer) => console.log(buffer, worker.threadId > 0));
