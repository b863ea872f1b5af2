// Flags: --no-warnings
'use strict';

// If the main of a package does not exist, the package is its index, with a warning. Without an index, require() throws.

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'main-'));
process.on('warning', (warning) => console.log(warning.name, warning.code, warning.message.replaceAll(folder, '')));
for (const [name, index] of [['with', 'module.exports = "index"'], ['without', undefined]]) {
  fs.mkdirSync(path.join(folder, name));
  fs.writeFileSync(path.join(folder, name, 'package.json'), '{ "main": "nowhere.js" }');
  if (index !== undefined) fs.writeFileSync(path.join(folder, name, 'index.js'), index);
  try {
    console.log(require(path.join(folder, name)));
  } catch (error) {
    console.log(error.code, error.message.split('\n')[0].replaceAll(folder, ''));
  }
}
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
