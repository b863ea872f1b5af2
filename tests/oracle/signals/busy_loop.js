'use strict';
const { spawn } = require('child_process');
const child = spawn(process.execPath, ['-e', 'console.log("ready"); for (;;);']);
child.stdout.once('data', () => child.kill('SIGINT'));
child.on('exit', (code, signal) => console.log(code, signal));
