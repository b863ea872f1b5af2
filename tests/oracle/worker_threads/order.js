'use strict';
// The order in which a parent gets a worker's messages and events.
const { Worker, isMainThread, parentPort, threadId } = require('worker_threads');
if (isMainThread) {
  const worker = new Worker(__filename);
  console.log('made', worker.threadId, worker.threadName);
  for (const name of ['online', 'message', 'error', 'exit']) worker.on(name, (value) => console.log(name, value));
  process.on('worker', (made) => console.log('process worker', made === worker));
  process.on('exit', (code) => console.log('main exit', code, worker.threadId, worker.threadName));
} else {
  parentPort.postMessage(`from ${threadId}`);
  process.nextTick(() => parentPort.postMessage('tick'));
  Promise.resolve().then(() => parentPort.postMessage('microtask'));
  setImmediate(() => parentPort.postMessage('immediate'));
  process.on('beforeExit', () => parentPort.postMessage('beforeExit'));
  process.on('exit', (code) => parentPort.postMessage(`exit ${code}`));
}
