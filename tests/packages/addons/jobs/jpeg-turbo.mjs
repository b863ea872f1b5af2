import jpeg from '@julusian/jpeg-turbo';

const image = jpeg.compressSync(Buffer.alloc(16 * 16 * 3, 99), { format: jpeg.FORMAT_RGB, width: 16, height: 16, subsampling: jpeg.SAMP_444 });
const { data, ...info } = await jpeg.decompress(image, { format: jpeg.FORMAT_RGB });
console.log(image.length, info, data.length);
