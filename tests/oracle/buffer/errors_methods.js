'use strict';
const b = Buffer.from('hello');
for (const [method, ...args] of [['write'], ['write', 5], ['write', 'x', 9], ['write', 'x', -1], ['write', 'x', 0, 'nope'], ['write', 'x', 0, 1, 'nope'], ['write', 'x', 'hex'], ['toString', 'nope'], ['toString', 5], ['fill', 'x', 9, 10], ['fill', 'x', -1], ['fill', 'x', 0, 99], ['fill', 'x', 0, 2, 'nope'],
                                 ['fill', 'x', 'a'], ['equals', 'x'], ['compare', 'x'], ['compare', b, -1], ['compare', b, 0, 99], ['compare', b, 0, 1, 0, 99], ['compare', b, 'x'], ['indexOf', {}], ['indexOf', 'x', 0, 'nope'], ['includes', null], ['lastIndexOf', Symbol('x')], ['copy', 'x'], ['copy', b, -1], ['copy', b, 0, 9], ['copy', b, 0, -1],
                                 ['swap16'], ['swap32'], ['swap64'], ['toLocaleString', 'hex'], ['subarray', 1, 3], ['slice', -3, -1], ['at', -1], ['readUint8', 1], ['latin1Slice', 0, 9], ['hexWrite', 'zz'], ['utf8Write', 5], ['base64Slice', -1]]) {
  try {
    console.log(method, args.map(String), b[method](...args));
  } catch (error) {
    console.log(method, args.map(String), error.name, error.code, error.message);
  }
}
