'use strict';

// SIGINT ends the script only; listeners get the next SIGINT.

const vm = require('node:vm');
const { spawn } = require('node:child_process');

if (process.argv[2] === 'child') {
  process.on('SIGINT', () => {
    console.log('listener');
    process.exit(3);
  });
  try {
    vm.runInThisContext('process.send("running"); for (;;);', { breakOnSigint: true });
  } catch (error) {
    console.log(error.code, error.message);
  }
  process.send('again');
  setTimeout(() => {}, 10000);
} else {
  const child = spawn(process.execPath, [__filename, 'child'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  let text = '';
  child.stdout.on('data', (data) => { text += data; });
  child.on('message', (message) => {
    console.log(message);
    setTimeout(() => child.kill('SIGINT'), 50);
  });
  child.on('close', (code, signal) => console.log(text, code, signal));
}
