import { decode, encode, isNativeAccelerationEnabled } from 'cbor-x';

console.log(isNativeAccelerationEnabled, decode(encode({ a: [1, 'a long string '.repeat(30), { b: new Date(5000) }], c: 'ü'.repeat(99) })));
