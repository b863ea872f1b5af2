import { isNativeAccelerationEnabled, pack, unpack } from 'msgpackr';

console.log(isNativeAccelerationEnabled, unpack(pack({ a: [1, 'a long string '.repeat(30), { b: new Date(5) }] })));
