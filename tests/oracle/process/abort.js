'use strict';
const { spawnSync } = require('child_process');
const { signal, status } = spawnSync(process.execPath, ['-e', 'process.abort()']);
console.log(signal, status);
