import { Transformer, losslessCompressPng } from '@napi-rs/image';

const image = await Transformer.fromRgbaPixels(new Uint8Array(16 * 16 * 4).fill(128), 16, 16).png();
console.log(image.length, (await losslessCompressPng(image)).length > 0, await new Transformer(image).metadata());
console.log((await new Transformer(image).resize(4, 4).webp()).length);
