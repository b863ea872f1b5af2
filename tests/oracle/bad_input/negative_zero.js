'use strict';

// -0 is 0 wherever a number reaches the system.

const fs = require('fs');
const path = require('path');
const tty = require('tty');

const folder = fs.mkdtempSync(path.join(require('os').tmpdir(), 'zero-'));
const file = path.join(folder, 'file');
fs.writeFileSync(file, 'text');
const fd = fs.openSync(file, 'r+');
const acts = {
  umask: () => typeof process.umask(process.umask(-0)),
  kill: () => process.kill(process.pid, -0),
  isatty: () => typeof tty.isatty(-0),
  truncate: () => fs.ftruncateSync(fd, -0),
  read: () => fs.readSync(fd, Buffer.alloc(4), -0, 4, -0),
  write: () => fs.writeSync(fd, 'ab', -0),
  access: () => fs.accessSync(file, -0),
  utimes: () => fs.utimesSync(file, -0, -0),
  mkdir: () => fs.mkdirSync(path.join(folder, 'made'), { mode: -0 }) === undefined,
  listen: () => require('net').createServer().listen(-0).close() !== undefined,
};
for (const name in acts) {
  try {
    console.log(name, acts[name]());
  } catch (error) {
    console.log(name, error.code);
  }
}
fs.rmSync(folder, { recursive: true });
