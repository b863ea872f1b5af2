'use strict';
// Atomics on shared memory: results and errors.
const { Worker } = require('worker_threads');
const cells = new Int32Array(new SharedArrayBuffer(16));
const big = new BigInt64Array(new SharedArrayBuffer(16));
const worker = new Worker(`
  const { parentPort, workerData: { cells, big } } = require('worker_threads');
  parentPort.once('message', () => {
    cells[1] = 7;
    Atomics.notify(cells, 1);
    big[1] = 9n;
    parentPort.postMessage(Atomics.notify(big, 1));
  });
`, { eval: true, workerData: { cells, big } });
console.log(Atomics.wait(cells, 0, 1), Atomics.wait(cells, 0, 0, 10), Atomics.wait(cells, '0', 0, 0), Atomics.notify(cells, 0), Atomics.notify(cells, 3, 0));
console.log(Atomics.wait(big, 0, 5n), Atomics.wait(big, 0, 0n, 1));
for (const args of [[cells, 4, 0], [cells, -1, 0], [new Int32Array(4), 0, 0], [big, 0, 0]]) {
  try {
    Atomics.wait(...args);
  } catch (error) {
    console.log(error.name, error.message);
  }
}
const soon = Atomics.waitAsync(cells, 1, 0);
console.log(soon.async, soon.value instanceof Promise, Atomics.waitAsync(cells, 0, 3), Atomics.waitAsync(cells, 0, 0, 0));
soon.value.then((value) => console.log('notified', value, cells[1]));
const late = Atomics.waitAsync(cells, 2, 0, 20);
late.value.then((value) => console.log('late', value));
worker.on('message', (count) => console.log('others', count, big[1]));
setTimeout(() => worker.postMessage('go'), 100);
