// The exit code of a process says how it ended.
const { spawnSync } = require('node:child_process');

const code = (script, flags = []) => spawnSync(process.execPath, [...flags, '-e', script]).status;
console.log('nothing left', code(''));
console.log('exitCode', code('process.exitCode = 3'));
console.log('uncaught', code('throw new Error()'));
console.log('rejected', code('Promise.reject(new Error())'));
console.log('the handler threw', code('process.on("uncaughtException", () => { throw new Error(); }); throw new Error()'));
console.log('bad option', code('', ['--no-such-option']));
console.log('await that never ends', code('await new Promise(() => {})', ['--input-type=module']));
console.log('killed', spawnSync(process.execPath, ['-e', 'process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 1000)']).signal);
