'use strict';
// AsyncLocalStorage with the messages and events of a worker.
const { AsyncLocalStorage } = require('async_hooks');
const { Worker } = require('worker_threads');
const storage = new AsyncLocalStorage();
let worker;
storage.run('made', () => {
  worker = new Worker('const { parentPort } = require("worker_threads"); parentPort.on("message", (m) => { parentPort.postMessage(m); parentPort.close() })', { eval: true });
});
storage.run('listening', () => {
  worker.on('message', (text) => console.log(text, storage.getStore()));
});
worker.on('exit', () => console.log('exit', storage.getStore()));
storage.run('posted', () => worker.postMessage('hello'));
