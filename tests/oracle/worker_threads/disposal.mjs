import { Worker } from 'node:worker_threads';
let kept;
{
  await using worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
  kept = worker;
  worker.on('exit', (code) => console.log('exit', code));
  await new Promise((resolve) => worker.once('online', resolve));
  console.log(worker.threadId > 0);
}
console.log(kept.threadId);
