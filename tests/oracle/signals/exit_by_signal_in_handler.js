'use strict';
const { spawnSync } = require('child_process');
const program = `
  process.on('exit', () => console.log('never'));
  process.on('SIGINT', () => { process.removeAllListeners('SIGINT'); process.kill(process.pid, 'SIGINT'); setTimeout(() => {}, 1000); });
  process.kill(process.pid, 'SIGINT'); setInterval(() => {}, 1000);`;
const { status, signal, stdout } = spawnSync(process.execPath, ['-e', program], { timeout: 20000 });
console.log(status, signal, `${stdout}`);
