import lzma from 'lzma-native';

const packed = await lzma.compress('text '.repeat(100));
console.log(packed.length, (await lzma.decompress(packed)).length, lzma.crc32('text'), lzma.versionString());
