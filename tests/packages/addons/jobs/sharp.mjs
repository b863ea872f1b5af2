import { createHash } from 'node:crypto';
import sharp from 'sharp';

const image = await sharp({ create: { width: 64, height: 48, channels: 3, background: { r: 255, g: 100, b: 0 } } }).png().toBuffer();
const { data, info } = await sharp(image).resize(16).rotate(90).jpeg({ quality: 80 }).toBuffer({ resolveWithObject: true });
console.log(info, createHash('sha256').update(data).digest('hex'));
console.log(await sharp(image).metadata(), (await sharp(image).stats()).channels[0].mean);
await sharp(Buffer.from('bad')).toBuffer().catch((error) => console.log(error.message));
console.log((await sharp(image).pipe(sharp().grayscale().raw()).toBuffer()).length);
const many = await Promise.all(Array.from({ length: 20 }, (_, i) => sharp(image).resize(i + 1).webp().toBuffer()));
console.log(many.map((made) => made.length));
