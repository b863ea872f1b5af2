'use strict';
const { channel } = require('diagnostics_channel');
const { Worker } = require('worker_threads');
let seen;
channel('worker_threads').subscribe(({ worker }, name) => {
  seen = worker;
  console.log(name, worker instanceof Worker, worker.threadId);
});
process.on('worker', (worker) => console.log('event', worker === seen));
const made = new Worker('0', { eval: true });
console.log(made === seen);
