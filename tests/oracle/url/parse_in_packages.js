'use strict';

// url.parse warns once, and only for callers outside node_modules.

const fs = require('fs');
const os = require('os');
const path = require('path');
const url = require('url');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parse-'));
const installed = path.join(folder, 'node_modules', 'old', 'index.js');
fs.mkdirSync(path.dirname(installed), { recursive: true });
fs.writeFileSync(installed, "module.exports = (text) => require('url').parse(text).host;\n");
process.on('warning', (warning) => console.log('warned', warning.code));

console.log(require(installed)('http://a.example/'));
setTimeout(() => {
  console.log('outside');
  url.parse('http://b.example/');
  url.parse('http://c.example/');
  fs.rmSync(folder, { recursive: true });
}, 20);
