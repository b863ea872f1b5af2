import { toBigIntBE, toBigIntLE, toBufferBE } from 'bigint-buffer';

console.log(toBigIntBE(Buffer.from('0102', 'hex')), toBigIntLE(Buffer.from('0102', 'hex')), toBufferBE(5n, 4));
