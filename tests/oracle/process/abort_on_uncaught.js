'use strict';
const { spawnSync } = require('child_process');
const { signal, status } = spawnSync(process.execPath, ['--abort-on-uncaught-exception', '-e', 'throw new Error(1)']);
console.log(signal === 'SIGABRT' || signal === 'SIGTRAP' || signal === 'SIGILL', status);
