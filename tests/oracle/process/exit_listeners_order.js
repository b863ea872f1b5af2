'use strict';
process.on('exit', (code) => console.log('one', code, process._exiting));
process.prependListener('exit', () => console.log('zero'));
process.once('exit', () => console.log('two'));
process.on('exit', async () => {
  console.log('async starts');
  await null;
  console.log('async ends');
});
setTimeout(() => console.log('timer'), 1);
