'use strict';
const { spawnSync } = require('child_process');
for (const signal of ['SIGPIPE', 'SIGWINCH', 'SIGCHLD', 'SIGURG', 'SIGCONT']) {
  const result = spawnSync(process.execPath, ['-e', `process.kill(process.pid, '${signal}'); setTimeout(() => process.exit(5), 20)`], { timeout: 20000, stdio: 'ignore' });
  console.log(signal, result.status, result.signal);
}
