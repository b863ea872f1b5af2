const { readFile } = require('node:fs');

readFile(__filename, () => {
  setTimeout(() => console.log('timers'), 0);
  setImmediate(() => console.log('check'));
  console.log('poll');
});
