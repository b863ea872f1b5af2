// Read the three files at the same time, without blocking.
const { readFileSync } = require('node:fs');

let length = 0;
for (let i = 0; i < 3; i++) length += readFileSync(__filename).length;
console.log(length > 0 ? 'three files' : '');
