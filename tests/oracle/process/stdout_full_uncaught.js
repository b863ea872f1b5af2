'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const full = fs.openSync('/dev/full', 'w');
const { status, stderr } = spawnSync(process.execPath, ['-e', 'process.stdout.write("x")'], { stdio: ['ignore', full, 'pipe'] });
console.log(status, /ENOSPC: no space left on device, write/.test(stderr));
