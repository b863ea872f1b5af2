'use strict';
process.on('exit', (code) => {
  Promise.resolve().then(() => console.log('never'));
  console.log('exit', code);
});
process.exit(2);
