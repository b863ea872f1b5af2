'use strict';
// Threads share one memory: counters lose no increment, and waiting threads are woken.
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');
if (isMainThread) {
  const buffer = new SharedArrayBuffer(20);
  const cells = new Int32Array(buffer);
  console.log(buffer, buffer.growable, buffer.maxByteLength, cells.length);
  let left = 4;
  for (let i = 0; i < 4; i++) {
    new Worker(__filename, { workerData: { cells, buffer } }).on('message', (text) => console.log(text)).on('exit', (code) => {
      if (code !== 0 || --left > 0) return;
      console.log(cells, Atomics.load(cells, 1));
    });
  }
  const started = setInterval(() => {
    if (Atomics.load(cells, 2) < 4) return;
    clearInterval(started);
    let woken = 0;
    while (woken < 4) woken += Atomics.notify(cells, 0);
    console.log('woken', woken);
  }, 5);
} else {
  const { cells, buffer } = workerData;
  if (cells.buffer.byteLength !== buffer.byteLength) parentPort.postMessage('another');
  Atomics.add(cells, 2, 1);
  const result = Atomics.wait(cells, 0, 0);
  if (result !== 'ok') parentPort.postMessage(result);
  for (let i = 0; i < 10000; i++) Atomics.add(cells, 1, 1);
}
