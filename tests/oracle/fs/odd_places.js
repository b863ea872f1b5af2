'use strict';
// A negative position means the current position of the file, also for the twentieth write.
const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'places-'));
const name = path.join(folder, 'file');
const fd = fs.openSync(name, 'w');
let count = 0;
(function next() {
  fs.write(fd, Buffer.from('ab'), 0, 2, [-1, -5, null, -7.5][count % 4], (error, written) => {
    if (error) console.log(count, error.code, error.syscall);
    if (++count < 24) return next();
    console.log(written, fs.readFileSync(name, 'utf8'));
    fs.closeSync(fd);
    fs.rmSync(folder, { recursive: true });
  });
})();
