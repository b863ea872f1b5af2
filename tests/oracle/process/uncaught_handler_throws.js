'use strict';
process.on('uncaughtException', (error) => {
  console.log('handling', error.message);
  throw new Error('from the handler');
});
process.on('exit', (code) => console.log('exit', code));
throw new Error('original');
