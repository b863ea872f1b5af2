// Writes src/photo.png, a picture of 200 by 200.
import sharp from 'sharp';

const data = Buffer.from(Array.from({ length: 200 * 200 * 3 }, (_, i) => (i * i) % 251));
await sharp(data, { raw: { width: 200, height: 200, channels: 3 } }).png().toFile('src/photo.png');
