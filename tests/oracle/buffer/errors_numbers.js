'use strict';
const b = Buffer.alloc(8);
const values = [undefined, null, 'x', 1.5, -1, 8, NaN, Infinity, {}, 5n];
for (const method of ['readUInt8', 'readInt16LE', 'readUInt32BE', 'readDoubleLE', 'readFloatBE', 'readBigInt64LE', 'readBigUInt64BE']) {
  for (const value of values) {
    try {
      console.log(method, String(value), b[method](value));
    } catch (error) {
      console.log(method, String(value), error.name, error.code, error.message);
    }
  }
}
for (const [method, ...args] of [['readIntBE', 0, 7], ['readIntBE', 0, 0], ['readUIntLE', 0, 'x'], ['readUIntLE', 5, 6], ['readUIntBE'], ['readIntLE', 'x', 3], ['readIntBE', 1.5, 3], ['readUIntBE', 0, 1.5]]) {
  try {
    console.log(method, b[method](...args));
  } catch (error) {
    console.log(method, error.name, error.code, error.message);
  }
}
