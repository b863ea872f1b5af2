const { readFile } = require('node:fs/promises');

Promise.all([1, 2, 3].map(() => readFile(__filename))).then((found) => {
  const length = found.reduce((sum, data) => sum + data.length, 0);
  console.log(length > 0 ? 'three files' : '');
});
