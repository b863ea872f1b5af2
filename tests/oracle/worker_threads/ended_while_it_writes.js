'use strict';
// A worker is terminated during many writes: the file holds whole chunks only.
const { Worker, isMainThread, workerData } = require('worker_threads');
const fs = require('fs');
const os = require('os');
const path = require('path');

if (isMainThread) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ended-'));
  const name = path.join(folder, 'file');
  const worker = new Worker(__filename, { workerData: name });
  worker.once('message', async () => {
    console.log('ended with', await worker.terminate());
    const bytes = fs.readFileSync(name);
    console.log(bytes.length > 0, bytes.every((byte) => byte === 120 || byte === 0));
    fs.rmSync(folder, { recursive: true });
  });
} else {
  const { parentPort } = require('worker_threads');
  const fd = fs.openSync(workerData, 'w');
  let count = 0;
  const next = () => fs.write(fd, Buffer.alloc(65536, 'x'), 0, 65536, 65536 * (count % 64), () => {
    if (++count === 100) parentPort.postMessage('go');
    next();
  });
  for (let i = 0; i < 20; i++) next();
}
