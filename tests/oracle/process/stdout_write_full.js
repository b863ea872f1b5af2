'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const full = fs.openSync('/dev/full', 'w');
const program = 'process.stdout.on("error", (error) => console.error(error.code, error.syscall)); process.stdout.write("x", (error) => console.error("callback", error && error.code));';
const { status, stderr } = spawnSync(process.execPath, ['-e', program], { stdio: ['ignore', full, 'pipe'] });
console.log(status, `${stderr}`);
