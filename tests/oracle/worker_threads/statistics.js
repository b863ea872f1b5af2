'use strict';
const { Worker } = require('worker_threads');
const worker = new Worker('require("worker_threads").parentPort.on("message", () => process.exit())', { eval: true });
worker.on('online', async () => {
  const first = await worker.cpuUsage();
  const second = await worker.cpuUsage(first);
  console.log(Object.keys(first), first.user >= 0, second.system >= 0);
  const heap = await worker.getHeapStatistics();
  console.log(heap.total_heap_size > 0, heap.used_heap_size > 0);
  for (const bad of [1, { user: -1, system: 0 }, { user: 0 }]) {
    try {
      await worker.cpuUsage(bad);
    } catch (error) {
      console.log(error.name, error.code);
    }
  }
  try {
    worker.getHeapSnapshot(5);
  } catch (error) {
    console.log(error.code);
  }
  console.log(Object.keys(worker.performance.eventLoopUtilization()));
  worker.postMessage(1);
});
worker.on('exit', async () => {
  for (const name of ['cpuUsage', 'getHeapStatistics', 'getHeapSnapshot']) await worker[name]().catch((error) => console.log(name, error.code, error.message));
  console.log(worker.performance.eventLoopUtilization());
});
