'use strict';
const fs = require('fs');
process.on('uncaughtException', (error) => console.log('caught', error.message));
fs.readFile(__filename, () => {
  process.nextTick(() => console.log('tick'));
  throw new Error('fs');
});
process.on('exit', (code) => console.log('exit', code));
