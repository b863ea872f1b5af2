import { createRequire } from 'node:module';

const lzma = createRequire(import.meta.url)('@napi-rs/lzma');
const packed = await lzma.xz.compress(Buffer.from('text '.repeat(100)));
console.log(packed.length, (await lzma.xz.decompress(packed)).length);
