'use strict';
process.on('exit', (code) => console.log('exit', code, process.exitCode));
process.nextTick(() => {
  console.log('tick');
  process.exit(3);
});
process.nextTick(() => console.log('never'));
Promise.resolve().then(() => console.log('never'));
