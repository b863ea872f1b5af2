'use strict';
let count = 0;
process.on('beforeExit', (code) => {
  console.log('beforeExit', code, ++count);
  if (count < 3) setTimeout(() => console.log('more work', count), 1);
  if (count === 2) process.exitCode = 4;
});
process.on('exit', (code) => console.log('exit', code));
