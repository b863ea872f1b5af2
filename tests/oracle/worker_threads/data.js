'use strict';
// The workerData of a worker, and the values it sends back.
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');
if (isMainThread) {
  const shared = { same: true };
  const value = {
    shared, again: shared, date: new Date(0), map: new Map([[1, new Set(['a'])]]), re: /x/gi, big: 12345678901234567890n,
    bytes: new Uint8Array([1, 2, 3]), error: new RangeError('far'), nothing: [undefined, null, NaN, -0], view: new DataView(new ArrayBuffer(2)),
  };
  value.self = value;
  new Worker(__filename, { workerData: value }).on('message', (back) => {
    console.log(back.shared === back.again, back.self === back, back.error instanceof RangeError, back.error.message);
    delete back.error;
    console.log(back);
  });
  for (const bad of [() => {}, Symbol('s'), { deep: [new WeakMap()] }]) {
    try {
      new Worker('0', { eval: true, workerData: bad });
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  }
} else {
  console.error(Object.keys(workerData).join());
  parentPort.postMessage(workerData);
}
