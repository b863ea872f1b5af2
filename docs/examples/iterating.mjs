// A stream is an async iterable, and an async generator can stand in a pipeline.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

let lines = 0;
for await (const line of createInterface({ input: createReadStream(import.meta.filename) })) if (line.startsWith('import')) lines++;
console.log(`${lines} imports`);

async function* words(source) {
  for await (const text of source) yield* text.split(' ');
}
await pipeline(Readable.from(['one two', 'three']), words, async (source) => {
  for await (const word of source) console.log(word);
});
console.log(await Readable.from([1, 2, 3, 4]).filter((n) => n % 2).map(async (n) => n * n).toArray());
