'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const full = fs.openSync('/dev/full', 'w');
const { status, stdout } = spawnSync(process.execPath, ['-e', 'console.error("x"); console.log("still here"); throw new Error("y")'], { stdio: ['ignore', 'pipe', full] });
console.log(status, `${stdout}`);
