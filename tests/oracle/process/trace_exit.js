'use strict';
const { spawnSync } = require('child_process');
for (const program of ['process.exit(3)', 'process.exitCode = 2', 'setTimeout(function later() { process.exit() }, 1)', 'throw 1']) {
  const { status, stderr } = spawnSync(process.execPath, ['--trace-exit', '-e', program], { env: { ...process.env, NO_COLOR: '1' } });
  console.log(status, `${stderr}`.split('\n')[0].replace(/\d+/, 'PID'), /at (process\.)?exit/.test(stderr), /at Timeout.later|at later/.test(stderr));
}
