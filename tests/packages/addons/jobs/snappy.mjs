import { compress, compressSync, uncompress } from 'snappy';

const packed = await compress('text '.repeat(100));
console.log(packed.length, compressSync('x').length, (await uncompress(packed, { asBuffer: false })).length);
await uncompress(Buffer.from('bad')).catch((error) => console.log(error.message));
