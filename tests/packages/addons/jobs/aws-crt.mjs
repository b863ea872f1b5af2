import { createRequire } from 'node:module';

const { checksums } = createRequire(import.meta.url)('aws-crt');
console.log(checksums.crc32('text'), checksums.crc32c('text'));
process.exit(0);
