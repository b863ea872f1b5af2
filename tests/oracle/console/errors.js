'use strict';
const { Console } = require('console');
const { Writable } = require('stream');
for (const run of [() => new Console(), () => new Console({}), () => new Console({ stdout: 5 }), () => new Console({ stdout: process.stdout, stderr: {} }), () => new Console({ stdout: process.stdout, colorMode: 'x' }), () => new Console({ stdout: process.stdout, inspectOptions: { colors: true }, colorMode: true }), () => new Console({ stdout: process.stdout, groupIndentation: -1 }), () => new Console({ stdout: process.stdout, groupIndentation: 'x' }),
                   () => new Console({ stdout: process.stdout, inspectOptions: 5 }), () => Console({ stdout: process.stdout }) instanceof Console, () => console.table(5, 5), () => console.table([1], 'x'), () => console.time(Symbol('x')), () => console.count(Symbol('x'))]) {
  try {
    console.log(run());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
const failing = new Console({ stdout: new Writable({ write(chunk, encoding, callback) { callback(new Error('cannot')); } }) });
failing.log('ignored');
const loud = new Writable({ write() { throw new Error('throws'); } });
const strict = new Console({ stdout: loud, ignoreErrors: false });
try {
  strict.log('x');
} catch (error) {
  console.log(error.message);
}
