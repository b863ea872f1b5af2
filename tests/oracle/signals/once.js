'use strict';
const { spawnSync } = require('child_process');
const program = `
  process.once('SIGTERM', () => { console.log('first'); process.kill(process.pid, 'SIGTERM'); });
  setInterval(() => {}, 1000);
  process.kill(process.pid, 'SIGTERM');`;
const { status, signal, stdout } = spawnSync(process.execPath, ['-e', program], { timeout: 20000 });
console.log(status, signal, `${stdout}`);
