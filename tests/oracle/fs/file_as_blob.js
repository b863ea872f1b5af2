'use strict';

// A file as a Blob: it is read on demand, and refused once the file has changed.

const fs = require('fs');
const path = require('path');
const os = require('os');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'blob-'));
const file = path.join(folder, 'file.txt');
const attempt = async (name, run) => {
  try {
    console.log(name, await run());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
(async () => {
  fs.writeFileSync(file, 'hello, world');
  const blob = await fs.openAsBlob(file, { type: 'text/plain' });
  console.log(blob.size, blob.type, blob instanceof Blob);
  await attempt('text', () => blob.text());
  await attempt('slice', () => blob.slice(7, 10).text());
  await attempt('joined', () => new Blob(['<', blob, '>']).text());
  await attempt('clone', () => structuredClone(blob).size);
  await attempt('stream', async () => {
    const chunks = [];
    for await (const chunk of blob.stream()) chunks.push(...chunk);
    return Buffer.from(chunks).toString();
  });
  fs.writeFileSync(file, 'hello, world, longer');
  for (const method of ['text', 'arrayBuffer', 'bytes']) await attempt(method, () => blob[method]());
  await attempt('stream', async () => { for await (const chunk of blob.stream()) console.log(chunk); });
  await attempt('slice', () => blob.slice(0, 3).text());
  fs.rmSync(file);
  await attempt('gone', () => blob.text());
  await attempt('missing', () => fs.openAsBlob(path.join(folder, 'nope')));
  await attempt('type', () => fs.openAsBlob(file, { type: 1 }));
  fs.rmSync(folder, { recursive: true });
})();
