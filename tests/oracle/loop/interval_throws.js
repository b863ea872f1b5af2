'use strict';
// An interval goes on after its callback has thrown.
let count = 0;
process.on('uncaughtException', (error) => console.log('caught', error.message));
const interval = setInterval(() => {
  if (++count === 3) clearInterval(interval);
  throw new Error(`${count}`);
}, 2);
