// Web streams and Node streams convert into each other; backpressure passes through.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

const upper = new TransformStream({ transform: (text, controller) => controller.enqueue(text.toUpperCase()) });
const web = Readable.toWeb(createReadStream(import.meta.filename, { end: 30 })).pipeThrough(new TextDecoderStream()).pipeThrough(upper);
for await (const chunk of web) console.log(chunk);
