'use strict';
const { spawn } = require('child_process');
const child = spawn(process.execPath, ['-e', 'process.stdin.once("data", () => { process.stdout.write("x".repeat(10)); setTimeout(() => process.stdout.write("y"), 50); }); process.stdout.on("error", (e) => { console.error(e.code, e.syscall); process.exit(4); });']);
child.stdout.destroy();
child.stderr.setEncoding('utf8').on('data', (text) => console.log(text));
child.stdin.end('go');
child.on('close', (code, signal) => console.log(code, signal));
