'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const full = fs.openSync('/dev/full', 'w');
const { status, stderr } = spawnSync(process.execPath, ['-e', 'console.log("x"); process.on("exit", (code) => console.error("exit", code))'], { stdio: ['ignore', full, 'pipe'] });
console.log(status, `${stderr}`);
