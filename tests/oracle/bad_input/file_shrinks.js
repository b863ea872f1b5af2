'use strict';

// A file that is truncated or deleted while it is read: the read ends early, without an error.

const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'shrinks-'));
const file = path.join(folder, 'file');
const fill = () => fs.writeFileSync(file, 'x'.repeat(100_000));

(async () => {
  for (const options of [{ highWaterMark: 1000 }, { highWaterMark: 1000, start: 500, end: 50_000 }, { highWaterMark: 1000, encoding: 'utf8' }]) {
    fill();
    let total = 0;
    const events = [];
    const stream = fs.createReadStream(file, options);
    stream.on('data', (chunk) => {
      total += chunk.length;
      if (total === 2000) {
        stream.pause();
        fs.truncate(file, 1500, () => stream.resume());
      }
    });
    for (const event of ['error', 'end', 'close']) stream.on(event, (error) => events.push(error?.code ?? event));
    await new Promise((resolve) => stream.on('close', resolve));
    // Bytes that were read ahead come, the rest of the file does not.
    console.log(total >= 2000 && total < 50_000, events.join());
  }
  fill();
  const handle = await fs.promises.open(file);
  const buffer = Buffer.alloc(50_000);
  console.log((await handle.read(buffer, 0, 50_000, 0)).bytesRead);
  await fs.promises.truncate(file, 60_000);
  console.log((await handle.read(buffer, 0, 50_000, 50_000)).bytesRead, (await handle.read(buffer, 0, 50_000, 60_000)).bytesRead);
  fs.unlinkSync(file);
  console.log((await handle.read(buffer, 0, 10, 0)).bytesRead, (await handle.readFile()).length, (await handle.stat()).nlink);
  await handle.close();
  await handle.read(buffer).catch((error) => console.log(error.code, error.syscall, error.message));

  fill();
  const fd = fs.openSync(file, 'r+');
  console.log(fs.readSync(fd, buffer, 0, 10, 99_995), fs.readSync(fd, buffer, 0, 10, 200_000));
  fs.ftruncateSync(fd, 3);
  console.log(fs.readFileSync(fd).length, fs.readFileSync(fd).length, fs.fstatSync(fd).size);
  fs.closeSync(fd);
  for (const run of [() => fs.readSync(fd, buffer), () => fs.writeSync(fd, 'x'), () => fs.fstatSync(fd), () => fs.closeSync(fd), () => fs.ftruncateSync(fd)]) {
    try {
      run();
    } catch (error) {
      console.log(error.code, error.message);
    }
  }
  fs.rmSync(folder, { recursive: true });
})();
