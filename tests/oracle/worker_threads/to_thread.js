'use strict';
// postMessageToThread(), from any thread to any other.
const { Worker, postMessageToThread, threadId, parentPort, workerData } = require('worker_threads');
const attempt = async (...args) => {
  try {
    console.log('sent', await postMessageToThread(...args));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
if (workerData === null) {
  process.on('workerMessage', (value, source) => console.log('main heard', value, source));
  const worker = new Worker(__filename, { workerData: 1 });
  const heard = [];
  worker.on('message', async (message) => {
    if (message !== 'ready') {
      heard.push(message);
      return;
    }
    await attempt(worker.threadId, { hello: 1 });
    await attempt(worker.threadId, 'throw');
    await attempt(worker.threadId, 'quiet');
    await attempt(threadId, 1);
    await attempt(99, 1);
    await attempt(worker.threadId, () => {});
    await attempt(worker.threadId, 1, 'x', 5);
    await attempt(worker.threadId, 1, [], -1);
    await worker.terminate();
    console.log(heard);
    await attempt(worker.threadId, 1);
  });
} else {
  process.on('workerMessage', (value, source) => {
    parentPort.postMessage(['worker heard', value, source]);
    if (value === 'throw') throw new Error('in the listener');
    if (value === 'quiet') process.removeAllListeners('workerMessage');
  });
  postMessageToThread(0, 'up').then(() => parentPort.postMessage('ready'));
  setInterval(() => {}, 1e6);
}
