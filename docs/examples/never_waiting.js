// The read of a FIFO without a writer holds up no other file and no timer.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fifo-'));
const fifo = path.join(folder, 'without-writer');
execFileSync('mkfifo', [fifo]);

fs.readFile(fifo, 'utf8', (error, text) => console.log(`3. the FIFO said ${text}`));
fs.readFile(__filename, 'utf8', (error, text) => {
  console.log(`1. this file has ${text.split('\n').length - 1} lines`);
  setTimeout(() => {
    console.log('2. a timer, while the FIFO has no writer yet');
    fs.writeFileSync(fifo, 'hello');
    fs.rmSync(folder, { recursive: true });
  }, 20);
});
