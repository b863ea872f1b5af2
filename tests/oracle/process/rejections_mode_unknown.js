'use strict';
const { spawnSync } = require('child_process');
const { status, stderr } = spawnSync(process.execPath, ['--unhandled-rejections=warn-with-error-codes', '-e', '0']);
console.log(status, `${stderr}`.replace(process.execPath, 'NODE'));
