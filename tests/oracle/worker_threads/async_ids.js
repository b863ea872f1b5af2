// The executions in which a worker's events come: messages in those of its port, the end in its own.
const { createHook, executionAsyncId } = require('node:async_hooks');
const { Worker } = require('node:worker_threads');

const types = new Map();
createHook({ init(id, type) { types.set(id, type); } }).enable();
const worker = new Worker('require("node:worker_threads").parentPort.postMessage(1)', { eval: true });
for (const event of ['online', 'message', 'exit']) worker.on(event, () => console.log(event, types.get(executionAsyncId())));
