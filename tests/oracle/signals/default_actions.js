'use strict';
const { spawnSync } = require('child_process');
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGKILL', 'SIGUSR2', 'SIGALRM', 'SIGPROF', 'SIGXCPU']) {
  const result = spawnSync(process.execPath, ['-e', `setInterval(() => {}, 1000); process.kill(process.pid, '${signal}')`], { timeout: 20000, stdio: 'ignore' });
  console.log(signal, result.status, result.signal);
}
