'use strict';
// parentPort as an event target, and messages that cannot be read in a listener.
const { Worker, isMainThread, parentPort, MessagePort } = require('worker_threads');
if (isMainThread) {
  const worker = new Worker(__filename);
  worker.on('message', (value) => {
    console.log(value);
    if (value === 'ready') for (const message of [1, { two: 2 }, 'end']) worker.postMessage(message);
  });
  worker.once('message', () => console.log('once'));
} else {
  console.log(parentPort instanceof MessagePort, parentPort.constructor.name);
  parentPort.onmessage = (event) => {
    parentPort.postMessage(['onmessage', event.type, event.data, event.target === parentPort, event.ports.length, event.constructor.name]);
    if (event.data === 'end') parentPort.onmessage = null;
  };
  parentPort.addEventListener('message', ({ data }) => parentPort.postMessage(['listener', data]), { once: true });
  parentPort.on('close', () => console.log('closed'));
  parentPort.postMessage('ready');
}
