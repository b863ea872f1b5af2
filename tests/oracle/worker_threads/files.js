'use strict';
// At its end, a worker closes the descriptors that it opened, and warns of those that it does not know.
const fs = require('fs');
const { Worker } = require('worker_threads');
const run = (text, options) => new Promise((resolve) => {
  let fd;
  const worker = new Worker(`const fs = require('fs'); const { parentPort } = require('worker_threads'); ${text}`, { eval: true, stderr: true, ...options });
  let warned = '';
  worker.stderr.setEncoding('utf8').on('data', (chunk) => { warned += chunk; });
  worker.on('message', (value) => { fd = value; });
  worker.on('exit', () => resolve([fd, warned.replace(/\d+/g, 'N').split('\n')[0]]));
});
const isOpen = (fd) => {
  try {
    fs.fstatSync(fd);
    fs.closeSync(fd);
    return true;
  } catch (error) {
    return error.code;
  }
};
(async () => {
  const file = JSON.stringify(__filename);
  let [fd] = await run(`parentPort.postMessage(fs.openSync(${file}))`);
  console.log(isOpen(fd));
  [fd] = await run(`parentPort.postMessage(fs.openSync(${file}))`, { trackUnmanagedFds: false });
  console.log(isOpen(fd));
  [fd] = await run(`fs.open(${file}, (error, fd) => { parentPort.postMessage(fd); process.exit() })`);
  console.log(isOpen(fd));
  const own = fs.openSync(__filename);
  console.log((await run(`fs.closeSync(${own})`))[1]);
  console.log((await run(`fs.closeSync(fs.openSync(${file}))`))[1]);
})();
