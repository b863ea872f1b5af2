// Workers that are ES modules: from a file, a URL, a data: URL, a text.
import { Worker, isMainThread } from 'node:worker_threads';
const run = (...args) => new Promise((resolve) => {
  const worker = new Worker(...args);
  worker.on('message', (message) => console.log(message));
  worker.on('error', (error) => console.log(error.name, error.code, error.message.split('\n')[0].replace(/'.*?'/g, "'…'").replace(/file:\S+/g, '…')));
  worker.on('exit', (code) => resolve(console.log(code)));
});
console.log(isMainThread);
await run(new URL('./fixtures/module.mjs', import.meta.url), { workerData: 'url' });
await run('./fixtures/module.mjs', { workerData: 'path' });
await run(new URL('data:text/javascript,import { parentPort } from "worker_threads"; parentPort.postMessage(import.meta.url.slice(0, 5))'));
await run('import { parentPort } from "worker_threads"; parentPort.postMessage(typeof require)', { eval: true });
await run('const { parentPort } = require("worker_threads"); import("fs").then((m) => parentPort.postMessage(typeof m.default.readFile))', { eval: true });
await run(new URL('./nowhere.mjs', import.meta.url));
await run('./nowhere.js');
await run('import "./nowhere.mjs"', { eval: true });
await run('await new Promise(() => {})', { eval: true });
