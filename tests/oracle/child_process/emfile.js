'use strict';
// A child that cannot start for lack of descriptors: one 'error', then 'close'. Later children start.
const { spawn, spawnSync } = require('child_process');
const fs = require('fs');

if (process.argv[2] !== 'limited') {
  const { stdout, stderr, status } = spawnSync('sh', ['-c', `ulimit -n 64; exec "${process.execPath}" "${__filename}" limited`], { encoding: 'utf8' });
  console.log(status, stdout, stderr);
} else {
  fs.readFileSync(__filename);
  process.stdout;
  spawn('true').on('close', () => {
    const held = [];
    try {
      for (;;) held.push(fs.openSync('/dev/null'));
    } catch (error) {
      console.log(error.code, error.syscall);
    }
    const child = spawn('true');
    console.log(child.pid, child.stdin, child.stdio);
    child.on('exit', () => console.log('exit'));
    child.on('error', (error) => console.log('error', error.code, error.syscall, error.spawnargs));
    child.on('close', (code) => console.log('close', code));
    setTimeout(() => {
      held.forEach((fd) => fs.closeSync(fd));
      spawn('true').on('close', (code) => console.log('later', code));
    }, 100);
  });
}
