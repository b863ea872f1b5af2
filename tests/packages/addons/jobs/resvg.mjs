import { createHash } from 'node:crypto';
import { Resvg } from '@resvg/resvg-js';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="10" height="10" fill="blue"/></svg>';
const image = new Resvg(svg);
const { width, height, asPng } = image.render();
console.log(width, height, image.toString(), createHash('sha256').update(asPng.call(image.render())).digest('hex'));
try {
  new Resvg('<svg');
} catch (error) {
  console.log(error.message);
}
