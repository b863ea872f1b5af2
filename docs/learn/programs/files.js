const { readFile, readFileSync } = require('node:fs');

readFile(__filename, () => console.log('read, later'));
readFileSync(__filename);
console.log('read, at once');
