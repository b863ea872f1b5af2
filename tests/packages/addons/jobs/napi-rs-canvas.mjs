import { createHash } from 'node:crypto';
import { createCanvas, loadImage } from '@napi-rs/canvas';

const canvas = createCanvas(50, 40);
const context = canvas.getContext('2d');
context.fillStyle = '#f00';
context.fillRect(5, 5, 20, 20);
context.beginPath();
context.arc(25, 20, 10, 0, 7);
context.stroke();
context.drawImage(await loadImage(await canvas.encode('png')), 1, 1);
console.log(createHash('sha256').update(canvas.toBuffer('image/png')).digest('hex'), [...context.getImageData(6, 6, 2, 1).data]);
console.log(canvas.toDataURL().length, context.measureText('').width);
