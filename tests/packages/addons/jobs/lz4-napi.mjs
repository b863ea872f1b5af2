import { compress, compressSync, uncompress } from 'lz4-napi';

const packed = await compress(Buffer.from('text '.repeat(100)));
console.log(packed.length, compressSync(Buffer.from('x')).length, (await uncompress(packed)).length);
