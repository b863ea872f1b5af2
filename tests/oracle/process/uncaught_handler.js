'use strict';
process.on('uncaughtException', (error, origin) => {
  console.log('handled', error.message, origin);
});
setTimeout(() => console.log('goes on'), 1);
throw new Error('caught by the handler');
