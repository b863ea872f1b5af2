'use strict';
const b = Buffer.alloc(8);
for (const [method, ...args] of [['writeUInt8', 256], ['writeUInt8', -1], ['writeInt8', 128], ['writeInt8', -129], ['writeUInt16LE', 65536], ['writeInt16BE', 40000], ['writeUInt32LE', 2 ** 32], ['writeInt32BE', 2 ** 31], ['writeBigInt64LE', 2n ** 63n], ['writeBigUInt64LE', -1n], ['writeBigUInt64LE', 5],
                                 ['writeUIntLE', 2 ** 48, 0, 6], ['writeIntBE', 2 ** 23, 0, 3], ['writeUIntBE', 1, 0, 7], ['writeUInt8', 'x'], ['writeUInt8', 1, 8], ['writeUInt8', 1, 'x'], ['writeUInt8', 1, 1.5], ['writeDoubleLE', 1, 1], ['writeFloatLE', 'x', 0], ['writeUInt32BE', -0.5], ['writeInt32LE', {}],
                                 ['writeIntLE', -(2 ** 47) - 1, 0, 6], ['writeUIntLE', -1, 0, 4], ['writeUIntBE', 1]]) {
  try {
    console.log(method, args.map(String), b[method](...args));
  } catch (error) {
    console.log(method, args.map(String), error.name, error.code, error.message);
  }
}
