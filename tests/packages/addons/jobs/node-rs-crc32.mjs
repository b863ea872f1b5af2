import { crc32, crc32c } from '@node-rs/crc32';

console.log(crc32('hello'), crc32(Buffer.from('hello'), 5), crc32c(Buffer.from('x')));
