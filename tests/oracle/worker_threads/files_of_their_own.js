'use strict';
// Threads that read at the same time each get the bytes of their own file.
const { Worker, isMainThread, workerData, parentPort } = require('worker_threads');
const fs = require('fs');
const os = require('os');
const path = require('path');

if (isMainThread) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'own-'));
  let left = 4, wrong = 0;
  for (let i = 0; i < 4; i++) {
    const name = path.join(folder, String(i));
    fs.writeFileSync(name, Buffer.alloc(200_000, 65 + i));
    new Worker(__filename, { workerData: { name, byte: 65 + i } }).on('message', (count) => {
      wrong += count;
      if (--left > 0) return;
      console.log(wrong);
      fs.rmSync(folder, { recursive: true });
    });
  }
} else {
  const fd = fs.openSync(workerData.name);
  const buffer = Buffer.alloc(60_000);
  let left = 400, wrong = 0;
  (function next() {
    fs.read(fd, buffer, 0, buffer.length, (left * 997) % 100_000, (error, count) => {
      if (error || count !== buffer.length || !buffer.every((byte) => byte === workerData.byte)) wrong++;
      if (--left > 0) next();
      else parentPort.postMessage(wrong);
    });
  })();
}
