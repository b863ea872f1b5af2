'use strict';
const { spawnSync } = require('child_process');
const program = `
  const listener = () => console.log('never');
  process.on('SIGINT', listener);
  process.removeListener('SIGINT', listener);
  setInterval(() => {}, 1000);
  process.kill(process.pid, 'SIGINT');`;
const { status, signal, stdout } = spawnSync(process.execPath, ['-e', program], { timeout: 20000 });
console.log(status, signal, `${stdout}`);
