import { Worker } from 'node:worker_threads';
import { once } from 'node:events';

// Workers of TypeScript.
for (const [source, options] of [[new URL('./fixtures/worker.ts', import.meta.url), {}], [new URL('./fixtures/worker.mts', import.meta.url), {}], ['const { parentPort } = require("worker_threads"); const x: number = 3; parentPort.postMessage(x)', { eval: true }],
                                 ['import { parentPort } from "worker_threads"; const x: number = 4; parentPort.postMessage(x)', { eval: true, execArgv: ['--input-type=module-typescript'] }]]) {
  const worker = new Worker(source, { ...options, workerData: { from: 'main' } });
  worker.on('error', (error) => console.log(error.name, error.message));
  worker.on('message', (message) => console.log(message));
  await once(worker, 'exit');
}
