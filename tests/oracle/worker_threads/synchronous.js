'use strict';
// A synchronous call of another thread: wait, then receive its answer from a port.
const { MessageChannel, Worker, isMainThread, receiveMessageOnPort, workerData } = require('worker_threads');
if (isMainThread) {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(__filename, { workerData: { flag, port: port2 }, transferList: [port2] });
  worker.unref();
  const call = (value) => {
    Atomics.store(flag, 0, 0);
    port1.postMessage(value);
    Atomics.wait(flag, 0, 0);
    return receiveMessageOnPort(port1).message;
  };
  console.log(call('a'), call({ b: [1] }), receiveMessageOnPort(port1));
  try {
    call(() => {});
  } catch (error) {
    console.log(error.name);
  }
  console.log(call('end'));
} else {
  const { flag, port } = workerData;
  port.on('message', (value) => {
    port.postMessage({ answer: value });
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  });
}
