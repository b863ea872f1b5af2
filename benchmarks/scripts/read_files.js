'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

(async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const files = [];
  for (let i = 0; i < 1000; i++) {
    files.push(path.join(folder, `${i}.txt`));
    fs.writeFileSync(files[i], 'x'.repeat(1000));
  }
  const start = performance.now();
  for (let round = 0; round < 5; round++) await Promise.all(files.map((file) => fs.promises.readFile(file, 'utf8')));
  console.log((performance.now() - start) / 5);
  fs.rmSync(folder, { recursive: true });
})();
