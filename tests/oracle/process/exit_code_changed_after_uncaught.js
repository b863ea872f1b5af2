'use strict';
process.on('exit', (code) => {
  console.log('exit', code);
  process.exitCode = 33;
});
throw new Error('x');
