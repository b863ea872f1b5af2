'use strict';
const calls = [];
process._kill = (pid, signal) => { calls.push([pid, signal]); return 0; };
console.log(process.kill('0', 'SIGHUP'), process.kill(-1), process.kill(5, 0));
console.log(calls);
process._kill = () => -1;
try {
  process.kill(1);
} catch (error) {
  console.log(error.code, error.errno, error.syscall, error.message);
}
