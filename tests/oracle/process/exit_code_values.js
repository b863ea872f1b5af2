'use strict';
for (const value of [0, 1, 255, '7', '', 'x', 1.5, -1, null, undefined, true, NaN, {}, 300, '0x10', ' 3', Infinity, 5n]) {
  try {
    process.exitCode = value;
    console.log(typeof value, String(value), '->', process.exitCode, typeof process.exitCode);
  } catch (error) {
    console.log(typeof value, String(value), error.name, error.code, error.message);
  }
}
process.exitCode = 0;
