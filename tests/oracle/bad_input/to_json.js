'use strict';

// A program may give every array and object a method toJSON. Files, processes and compression go on as before.

const fs = require('fs');
const zlib = require('zlib');
const { execFileSync } = require('child_process');

for (const made of [{ a: 1 }, undefined, 'text']) {
  Array.prototype.toJSON = function() { return made; };
  Object.prototype.toJSON = function() { return made; };
  console.log(fs.statSync(__filename).isFile(), execFileSync('/bin/echo', ['a', 'b'], { env: { A: 'b' } }).toString());
  console.log(zlib.inflateSync(zlib.deflateSync('text', { level: 9 })).toString());
  delete Array.prototype.toJSON;
  delete Object.prototype.toJSON;
}

Array.prototype.toJSON = () => undefined;
fs.stat(__filename, (error, stats) => {
  console.log(error, stats.isFile());
  fs.readFile(__filename, (failure, data) => console.log(failure, data.length > 9));
});
