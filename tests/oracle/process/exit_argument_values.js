'use strict';
const { exit } = process;
process.reallyExit = (code) => { console.log('reallyExit', code); };
for (const value of [0, 3, '4', 'x', 1.5, true, {}, null, undefined]) {
  try {
    process.exitCode = undefined;
    exit.call(process, value);
  } catch (error) {
    console.log(String(value), error.code, error.message);
  }
}
