import { transform } from '@parcel/css';

console.log(transform({ filename: 'a.css', code: Buffer.from('a { color: yellow }'), minify: true }).code.toString());
