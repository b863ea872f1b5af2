'use strict';
// Many writes at once, at positions and one after the other: each arrives whole and in its place. A write to a read-only descriptor fails.
const { createHash } = require('crypto');
const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'writes-'));
const name = path.join(folder, 'file');
const chunk = (i) => Buffer.alloc(10_000 + i, 33 + i % 90);
const sha = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

async function main() {
  const handle = await fs.promises.open(name, 'w+');
  const written = await Promise.all(Array.from({ length: 150 }, (_, i) => handle.write(chunk(i), 0, undefined, i * 20_000)));
  console.log(written.every(({ bytesWritten }, i) => bytesWritten === 10_000 + i));
  console.log((await handle.stat()).size, sha(await fs.promises.readFile(name)));
  await handle.truncate(0);
  for (let i = 0; i < 40; i++) await handle.write(`line ${i}\n`, i === 0 ? 0 : null);
  console.log(fs.readFileSync(name, 'utf8').split('\n').length);
  await handle.close();

  const reader = fs.openSync(name, 'r');
  let failures = '';
  for (let i = 0; i < 20; i++) {
    await new Promise((resolve) => fs.write(reader, 'x', (error, count) => {
      failures += `${error.code} ${error.syscall} ${count};`;
      resolve();
    }));
  }
  console.log(failures);
  fs.closeSync(reader);
  fs.rmSync(folder, { recursive: true });
}
main();
