'use strict';

// An error that an ES module throws is thrown by each require() and rejects each import().

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'require-errors-'));
const write = (name, text) => {
  fs.writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
const attempt = (file) => {
  try {
    return require(file);
  } catch (error) {
    return error;
  }
};
const thrown = write('thrown.mjs', 'throw globalThis.thrown = new RangeError("mine");');
const above = write('above.mjs', 'import "./thrown.mjs"; export const a = 1;');
const first = attempt(thrown);
console.log(first === globalThis.thrown, first.name, first.message, attempt(thrown) === first, attempt(above) === first);
console.log(attempt(write('fine.mjs', 'await_ = 1; export {};')).name, attempt(write('async.mjs', 'await 0;')).code);
import(thrown).catch((error) => console.log(error === first)).finally(() => fs.rmSync(folder, { recursive: true }));
