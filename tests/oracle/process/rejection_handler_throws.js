'use strict';
process.on('unhandledRejection', () => {
  throw new Error('from the handler');
});
process.on('uncaughtException', (error, origin) => console.log(error.message, origin));
Promise.reject(1);
