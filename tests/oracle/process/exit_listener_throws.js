'use strict';

// A listener of 'exit' that throws: the error is uncaught, and the process ends.

const { spawnSync } = require('child_process');

const HANDLER = "process.on('uncaughtException', (error, origin) => console.log('uncaught', error.message, origin));";
const THROWS = "process.on('exit', (code) => { console.log('exit', code); throw new Error('thrown'); });";
const ONCE = "process.once('exit', (code) => { console.log('exit', code); throw new Error('thrown'); }); process.on('exit', (c) => console.log(c));";

for (const program of [
  HANDLER + THROWS,
  THROWS,
  HANDLER + ONCE,
  `${HANDLER}${ONCE} process.exit(3)`,
  `${HANDLER}${ONCE} process.exitCode = 4`,
  `${HANDLER}${ONCE} setTimeout(() => process.exit(5), 5)`,
  `${HANDLER}${THROWS} Promise.resolve().then(() => process.exit(6))`,
  `${ONCE} process.exit(3)`,
]) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', timeout: 9000 });
  console.log(status, signal, JSON.stringify(stdout), /Error: thrown/.test(stderr));
}
