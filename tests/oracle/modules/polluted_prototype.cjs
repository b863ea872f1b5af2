'use strict';

// Setters on Object.prototype are not called while modules are made.

for (const name of ['exports', 'main', 'type', 'imports']) {
  Object.defineProperty(Object.prototype, name, {
    configurable: true, get() { console.log('get', name); }, set(value) { console.log('set', name, value); },
  });
}
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'polluted-'));
fs.writeFileSync(path.join(folder, 'package.json'), '{}');
fs.writeFileSync(path.join(folder, 'index.js'), 'exports.a = 1');
console.log(require(folder));
fs.rmSync(folder, { recursive: true });
