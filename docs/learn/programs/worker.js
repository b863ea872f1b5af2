const { Worker, isMainThread, parentPort } = require('node:worker_threads');

if (isMainThread) {
  const worker = new Worker(__filename);
  worker.on('message', (sum) => console.log(`sum: ${sum}`));
  worker.on('exit', () => console.log('worker ended'));
  console.log('main thread goes on');
} else {
  let sum = 0;
  for (let i = 0; i < 1e6; i++) sum += i;
  parentPort.postMessage(sum);
}
