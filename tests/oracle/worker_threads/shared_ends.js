'use strict';
// Shared memory outlives the thread that made it, and an endless wait ends with its thread.
const { Worker, MessageChannel } = require('worker_threads');
const first = new Worker(`
  const { parentPort } = require('worker_threads');
  const cells = new Int32Array(new SharedArrayBuffer(1 << 20));
  cells[1 << 17] = 5;
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
  new Uint8Array(memory.buffer)[9] = 9;
  parentPort.postMessage({ cells, memory });
`, { eval: true });
let got;
first.on('message', (value) => { got = value; });
first.on('exit', async () => {
  console.log(got.cells[1 << 17], new Uint8Array(got.memory.buffer)[9], got.memory.grow(1), got.memory.buffer.byteLength);
  const second = new Worker(`
    const { workerData: cells } = require('worker_threads');
    cells[0] = 1;
    Atomics.notify(cells, 0);
    Atomics.wait(cells, 1, 0);
  `, { eval: true, workerData: got.cells });
  Atomics.wait(got.cells, 0, 0, 5000);
  console.log(await second.terminate());
  const { port1, port2 } = new MessageChannel();
  for (let i = 0; i < 10; i++) port1.postMessage({ cells: got.cells, i });  // never read
  const third = new Worker('require("worker_threads").workerData.port.close()', { eval: true, workerData: { port: port2 }, transferList: [port2] });
  port1.on('close', () => console.log('closed'));
  third.on('exit', (code) => console.log('ended', code));
});
